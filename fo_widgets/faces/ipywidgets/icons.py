"""Material icons by the names of the closest ones that JupyterLab ships (Font Awesome 5)."""

from __future__ import annotations

_BY_FONT_AWESOME = """
plus: add, 123, post_add, library_add, playlist_add, add_box
plus-circle: add_circle, add_circle_outline, control_point
minus: remove, horizontal_rule
minus-circle: remove_circle, remove_circle_outline, do_not_disturb_on
times: close, clear, cancel_presentation
times-circle: cancel, highlight_off
check: check, done
check-double: done_all
check-circle: check_circle, check_circle_outline, task_alt, verified
check-square: check_box
square-o: check_box_outline_blank
trash: delete, delete_outline, delete_forever, delete_sweep
edit: edit, edit_note, border_color
pencil-alt: mode_edit, create, draw
save: save, save_alt, save_as
download: download, file_download, get_app
upload: upload, file_upload, publish
cloud: cloud
cloud-upload-alt: cloud_upload, backup
cloud-download-alt: cloud_download
sync: refresh, sync, autorenew, cached, loop
redo: redo, replay
undo: undo
history: history, restore, update
play: play_arrow, play_circle, play_circle_outline, slideshow
pause: pause, pause_circle
stop: stop, stop_circle
step-forward: skip_next
step-backward: skip_previous
fast-forward: fast_forward
fast-backward: fast_rewind
arrow-left: arrow_back, west, keyboard_backspace
arrow-right: arrow_forward, east, trending_flat
arrow-up: arrow_upward, north
arrow-down: arrow_downward, south
chevron-left: chevron_left, arrow_back_ios, navigate_before, keyboard_arrow_left
chevron-right: chevron_right, arrow_forward_ios, navigate_next, keyboard_arrow_right
chevron-up: expand_less, keyboard_arrow_up
chevron-down: expand_more, keyboard_arrow_down
caret-down: arrow_drop_down
caret-up: arrow_drop_up
angle-double-left: keyboard_double_arrow_left, first_page
angle-double-right: keyboard_double_arrow_right, last_page
search: search, find_in_page, pageview, manage_search
search-plus: zoom_in
search-minus: zoom_out
filter: filter_alt, filter_list, filter
sort: sort, swap_vert, unfold_more
sort-alpha-down: sort_by_alpha
cog: settings, tune, build_circle
cogs: settings_suggest, miscellaneous_services
sliders-h: display_settings
wrench: build, construction, handyman
bars: menu, reorder, drag_handle
ellipsis-v: more_vert
ellipsis-h: more_horiz
home: home
star: star, grade, star_rate
star-o: star_border, star_outline
heart: favorite
heart-o: favorite_border
bookmark: bookmark, bookmarks
bookmark-o: bookmark_border
tag: label, local_offer, sell, new_label
tags: style, loyalty
flag: flag, outlined_flag
bell: notifications, notifications_active, add_alert
bell-slash: notifications_off
info-circle: info, info_outline
question-circle: help, help_outline, contact_support
exclamation-triangle: warning, report_problem, warning_amber
exclamation-circle: error, error_outline, report, new_releases
lightbulb: lightbulb, emoji_objects, tips_and_updates
user: person, account_circle, face
users: group, people, groups
user-plus: person_add, group_add
lock: lock
unlock: lock_open
key: key, vpn_key
eye: visibility, preview, remove_red_eye
eye-slash: visibility_off
image: image, photo, insert_photo, wallpaper
images: collections, photo_library, perm_media, burst_mode
camera: camera, photo_camera, camera_alt
video: videocam, video_library, movie, theaters
volume-up: volume_up
volume-mute: volume_off, volume_mute
music: music_note, audiotrack
microphone: mic
folder: folder, create_new_folder
folder-open: folder_open
file: insert_drive_file, note
file-alt: description, article, text_snippet, feed
copy: content_copy, file_copy, copy_all
cut: content_cut
paste: content_paste, assignment
link: link, insert_link
unlink: link_off
external-link-alt: open_in_new, launch, exit_to_app
share-alt: share
paper-plane: send
envelope: email, mail
comment: chat, comment, message, chat_bubble
clock: schedule, access_time, query_builder
stopwatch: timer
hourglass-half: hourglass_empty, hourglass_full, pending
calendar-alt: event, calendar_today, date_range, calendar_month
map: map
map-marker-alt: place, location_on, pin_drop, room
globe: public, language
chart-bar: bar_chart, insert_chart, assessment, equalizer, leaderboard, analytics
chart-line: show_chart, timeline, insights, trending_up, query_stats
chart-pie: pie_chart, donut_large
chart-area: area_chart
braille: scatter_plot, bubble_chart, grain
table: table_chart, table_view, table_rows, view_list
th: grid_view, apps, view_module, grid_on
th-large: dashboard, view_quilt
list: list, list_alt, format_list_bulleted
columns: view_column
layer-group: layers, auto_awesome_motion
object-group: select_all, group_work
crop: crop
expand: fullscreen, open_in_full, zoom_out_map
compress: fullscreen_exit, close_fullscreen
code: code, data_object
terminal: terminal
bug: bug_report
database: storage, dataset, dns
server: computer, memory, dvr
microchip: developer_board
robot: smart_toy, android, precision_manufacturing
brain: psychology, model_training
magic: auto_fix_high, auto_awesome, auto_fix_normal
flask: science, biotech
rocket: rocket_launch, rocket
bolt: bolt, flash_on, offline_bolt
fire: local_fire_department, whatshot
puzzle-piece: extension
plug: power, electrical_services
power-off: power_settings_new
thumbs-up: thumb_up
thumbs-down: thumb_down
smile: emoji_emotions, mood, emoji_people, sentiment_satisfied
random: shuffle
retweet: repeat
exchange-alt: compare_arrows, swap_horiz, sync_alt
project-diagram: account_tree, hub, schema
sitemap: device_hub
code-branch: fork_right, merge_type, call_split
palette: palette, color_lens
paint-brush: brush
ruler: straighten, square_foot
calculator: calculate, functions
percentage: percent
hashtag: tag, numbers
sun: light_mode, brightness_high
moon: dark_mode
shopping-cart: shopping_cart
car: directions_car
graduation-cap: school
balance-scale: balance
tachometer-alt: speed
ban: block, do_not_disturb
archive: archive, inventory
print: print
"""

_NAMES = {
    material.strip(): name.strip()
    for line in _BY_FONT_AWESOME.strip().splitlines()
    for name, materials in [line.split(":")]
    for material in materials.split(",")
}


def font_awesome(material: str | None) -> str:
    """The name to give to an ipywidget as `icon`; "" where nothing is close."""
    return _NAMES.get((material or "").lower().replace("-", "_").replace(" ", "_"), "")
