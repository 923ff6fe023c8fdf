"""Paper and pictures: what typst lays out. Python says where each thing stands and what it says; typst draws it."""
