"""Charts as shapes: pure functions from numbers to a `Chart`, which templates/charts/chart.svg draws, on the page as on
paper. Whole units of a drawing that is 720 wide; the colours are those of static/css/tokens.css."""
