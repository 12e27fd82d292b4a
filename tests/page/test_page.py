"""The page's runtime against a fake kernel: loading, typing, gestures, a kernel that is slow, silent or gone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.page.conftest import Open, sent


def test_ten_widgets_ask_for_the_runtime_once(open_page: Open) -> None:
    page = open_page(",".join(["form"] * 10), delay=200)
    expect(page.locator(".fow-frame")).to_have_count(10)
    asked = page.evaluate(
        "window.models.flatMap((m) => m.sent).filter((m) => m.type === 'asset' && m.name === 'runtime').length"
    )
    assert asked == 1


def test_the_runtime_is_asked_for_again_when_the_widget_that_asked_is_closed(open_page: Open) -> None:
    page = open_page("form,form", delay=0)
    page.evaluate(
        """async () => {
            const { FakeModel, loader, asset } = window.fake;
            const scene = window.models[0].scene;
            const make = () => {
                const hashes = { ...window.fake.hashes, runtime: "another" };
                const model = new FakeModel(scene, { assets: asset, hashes });
                const el = document.body.appendChild(document.createElement("div"));
                return { model, el, close: loader.render({ model, el }) };
            };
            const [first, second] = [make(), make()];
            first.model.dead = true;
            first.close();
            window.second = second;
        }"""
    )
    # The first model was alive when it was asked, but its answer comes to nobody: the second has to ask itself.
    page.wait_for_function("window.second.el.querySelector('.fow-frame') !== null")
    assert (
        page.evaluate(
            "window.second.model.sent.filter((m) => m.type === 'asset' && m.name === 'runtime').length"
        )
        == 1
    )


def test_a_kernel_that_does_not_answer_is_named_and_can_be_asked_again(open_page: Open) -> None:
    page = open_page("form", dead=1)
    expect(page.get_by_text("The kernel does not answer")).to_be_visible(timeout=12_000)
    page.evaluate("window.models[0].dead = false")
    page.get_by_role("button", name="Retry").click()
    expect(page.get_by_role("heading", name="Example operator")).to_be_visible()


def test_a_widget_without_a_comm_says_so_at_once(open_page: Open) -> None:
    page = open_page("form")
    text = page.evaluate(
        """() => {
            const el = document.body.appendChild(document.createElement("div"));
            el.className = "jupyter-widgets-disconnected";
            window.fake.loader.render({ model: window.models[0], el });
            return el.textContent;
        }"""
    )
    assert "Run the cell again" in text


def test_a_notice_is_markdown_from_its_label_on(open_page: Open) -> None:
    notice = open_page("form").get_by_role("alert").filter(has_text="This dataset has no brain runs")
    expect(notice.locator("strong")).to_have_text("no")
    expect(notice.get_by_role("link", name="the guide")).to_be_visible()


def test_closing_a_widget_leaves_nothing_behind(open_page: Open) -> None:
    page = open_page("panel,form")
    expect(page.locator(".fow-frame")).to_have_count(2)
    page.evaluate("window.disposers.forEach((close) => close())")
    expect(page.locator(".fow-frame")).to_have_count(0)
    left = page.evaluate("window.models.map((m) => [...m.listeners.values()].flat().length)")
    assert left == [0, 0]


def test_keys_pressed_in_a_widget_do_not_reach_the_notebook(open_page: Open) -> None:
    page = open_page("panel")
    box = page.get_by_label("Your name")
    assert box.evaluate("(el) => el.closest('[data-lm-suppress-shortcuts]') !== null")
    page.get_by_label("Dropdown menu").click()
    assert page.get_by_role("listbox").evaluate("(el) => el.closest('[data-lm-suppress-shortcuts]') !== null")


def test_a_click_reaches_the_kernel_and_its_patch_the_page(open_page: Open) -> None:
    page = open_page("panel")
    page.get_by_role("button", name="Increment").click()
    expect(page.get_by_text("Count: 1")).to_be_visible()
    [event] = sent(page, "event")
    assert (event["id"], event["event"], event["params"]) == ("panel:stack.increment", "click", {})


def test_a_patch_of_one_field_draws_only_that_field_anew(open_page: Open) -> None:
    page = open_page("panel")
    expect(page.locator(".js-plotly-plot .cartesianlayer")).to_have_count(1)
    expect(page.locator(".fow-icon[data-ready=false]")).to_have_count(0)
    page.wait_for_timeout(300)
    changed = page.evaluate(
        """async () => {
            const seen = new Set();
            const observer = new MutationObserver((records) => {
                for (const { target } of records) {
                    const el = target instanceof Element ? target : target.parentElement;
                    seen.add(el.closest("[data-path]").dataset.path);
                }
            });
            const all = { subtree: true, childList: true, characterData: true, attributes: true };
            observer.observe(document.querySelector(".fow"), all);
            window.models[0].patch({ set: { "panel:event": { value: "on_change" } } });
            await new Promise((resolve) => setTimeout(resolve, 100));
            return [...seen];
        }"""
    )
    assert changed == ["event"]


def test_nothing_typed_is_lost_with_a_slow_kernel(open_page: Open) -> None:
    page = open_page("panel", delay=500)
    box = page.get_by_label("Your name")
    text = "the quick brown fox jumps over the lazy dog"
    box.press_sequentially(text, delay=40)
    expect(box).to_have_value(text)
    box.blur()
    page.wait_for_function("(text) => window.models[0].scene.nodes['panel:name'].value === text", arg=text)
    page.wait_for_timeout(700)
    expect(box).to_have_value(text)
    assert len(sent(page, "event")) < 15


def test_a_patch_does_not_overwrite_a_field_under_edit(open_page: Open) -> None:
    page = open_page("panel")
    box = page.get_by_label("Your name")
    box.press_sequentially("Ada")
    page.evaluate("window.models[0].patch({ set: { 'panel:name': { value: 'Bob' } } })")
    expect(box).to_have_value("Ada")
    page.wait_for_timeout(300)
    expect(box).to_have_value("Ada")


def test_typing_is_sent_before_the_click_that_follows_it(open_page: Open) -> None:
    page = open_page("panel")
    page.get_by_label("Your name").press_sequentially("Ada")
    page.get_by_role("button", name="Increment").click()
    page.wait_for_function("window.models[0].events.length >= 2")
    events = [(event["id"], event["event"]) for event in sent(page, "event")]
    assert events == [("panel:name", "change"), ("panel:stack.increment", "click")]


def test_a_dropdown_works_by_keyboard(open_page: Open) -> None:
    page = open_page("panel")
    page.get_by_label("Dropdown menu").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("window.models[0].events.length === 1")
    assert sent(page, "event")[0]["params"] == {"value": "dog"}


def test_a_slider_sends_numbers(open_page: Open) -> None:
    page = open_page("panel")
    page.get_by_role("slider", name="Example slider").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("window.models[0].scene.nodes['panel:slider'].value === 5")


def test_a_bar_of_a_plot_can_be_clicked(open_page: Open) -> None:
    page = open_page("panel")
    plot = page.locator(".js-plotly-plot .cartesianlayer")
    plot.wait_for()
    bars = page.locator(".js-plotly-plot .point path")
    expect(bars).to_have_count(5)
    bars.nth(1).scroll_into_view_if_needed()
    box = bars.nth(1).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("window.models[0].events.some((event) => event.event === 'on_click')")
    params = sent(page, "event")[0]["params"]
    assert (params["x"], params["y"], params["idx"], params["trace_idx"]) == ("bird", 5, 1, 0)


def test_two_plots_ask_for_plotly_once_and_leave_no_global(open_page: Open) -> None:
    page = open_page("panel,panel")
    expect(page.locator(".js-plotly-plot .cartesianlayer")).to_have_count(2)
    asked = page.evaluate("window.models.flatMap((m) => m.sent).filter((m) => m.name === 'plotly').length")
    assert asked == 1
    assert page.evaluate("typeof window.Plotly") == "undefined"


def test_a_plot_comes_although_the_widget_that_asked_for_plotly_is_closed(open_page: Open) -> None:
    page = open_page("form")
    page.evaluate(
        """async () => {
            const { default: scene } = await import("/scenes/panel.mjs");
            const { FakeModel, loader, asset, hashes } = window.fake;
            const show = (assets) => {
                const model = new FakeModel(scene, { assets, hashes });
                const el = document.body.appendChild(document.createElement("div"));
                return { model, close: loader.render({ model, el }) };
            };
            const first = show((name) => (name === "runtime" ? asset(name) : new Promise(() => undefined)));
            const asked = () => first.model.sent.some((message) => message.name === "plotly");
            while (!asked()) await new Promise((resolve) => setTimeout(resolve, 20));
            first.close();
            show(asset);
        }"""
    )
    expect(page.locator(".js-plotly-plot .cartesianlayer")).to_have_count(1)
    expect(page.locator(".fow-icon[data-ready=false]")).to_have_count(0)


def test_a_plot_works_beside_an_amd_loader(open_page: Open) -> None:
    page = open_page("form")
    page.evaluate(
        "() => { window.define = Object.assign(() => { throw new Error('not mine') }, { amd: {} }) }"
    )
    page.evaluate(
        """async () => {
            const { default: scene } = await import("/scenes/panel.mjs");
            const { FakeModel, loader, asset, hashes } = window.fake;
            const el = document.body.appendChild(document.createElement("div"));
            loader.render({ model: new FakeModel(scene, { assets: asset, hashes }), el });
        }"""
    )
    expect(page.locator(".js-plotly-plot .cartesianlayer")).to_have_count(1)


def test_enter_in_an_invalid_form_shows_what_is_missing_and_focuses_it(open_page: Open) -> None:
    page = open_page("form")
    message = page.get_by_label("Message")
    expect(page.get_by_text("Required property")).to_have_count(0)
    expect(page.get_by_role("button", name="Execute")).to_be_disabled()
    page.get_by_label("Width").press("Enter")
    expect(page.get_by_text("Required property")).to_be_visible()
    expect(message).to_be_focused()
    assert [event["event"] for event in sent(page, "event")] == []


def test_a_form_runs_shows_progress_and_the_failure_with_its_traceback_folded(open_page: Open) -> None:
    page = open_page("form")
    page.get_by_label("Message").press_sequentially("hello")
    expect(page.get_by_role("button", name="Execute")).to_be_enabled()
    page.get_by_label("Message").press("Enter")
    expect(page.get_by_text("Tagging 40 of 100")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    assert [message["id"] for message in sent(page, "cancel")] == ["form"]
    expect(page.get_by_text("ValueError: no field 'foo'", exact=True)).to_be_visible()
    traceback = page.get_by_text("Traceback (most recent call last)")
    expect(traceback).to_be_hidden()
    page.get_by_text("Traceback", exact=True).click()
    expect(traceback).to_be_visible()


def test_a_form_can_be_scheduled(open_page: Open) -> None:
    page = open_page("form")
    page.get_by_label("Message").press_sequentially("hello")
    page.get_by_role("button", name="More ways to run").click()
    page.get_by_role("menuitem", name="Schedule").click()
    page.wait_for_function("window.models[0].events.some((event) => event.event === 'schedule')")


def test_a_kernel_restart_disables_the_controls_and_says_what_to_do(open_page: Open) -> None:
    page = open_page("panel")
    expect(page.get_by_label("Your name")).to_be_enabled()
    page.evaluate(
        """() => {
            document.querySelector(".out").classList.add("jupyter-widgets-disconnected");
            window.models[0].fire("comm_live_update");
        }"""
    )
    expect(page.get_by_text("run the cell again")).to_be_visible()
    expect(page.get_by_label("Your name")).to_be_disabled()
    expect(page.get_by_role("button", name="Increment")).to_be_disabled()


def test_the_theme_follows_the_notebook(open_page: Open) -> None:
    page = open_page("panel")
    expect(page.locator(".fow")).to_have_attribute("data-scheme", "light")
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    expect(page.locator(".fow")).to_have_attribute("data-scheme", "dark")
    expect(page.locator(".fow")).to_have_css("background-color", "rgb(17, 17, 17)")


def test_an_unknown_component_is_named(open_page: Open) -> None:
    page = open_page("displays")
    expect(page.get_by_text("NoSuchView is not available")).to_be_visible()
