// Every component that this runtime draws; importing one registers it.
import "./AlertView";
import "./ButtonView";
import "./DropdownView";
import "./FieldView";
import "./Form";
import "./GridView";
import "./LabelValueView";
import "./MarkdownView";
import "./ObjectView";
import "./Output";
import "./Panel";
import "./PlotlyView";
import "./SliderView";
