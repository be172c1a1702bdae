"""Gradio's theme for the page: the system's own fonts, one calm colour."""

import gradio as gr

FONTS = (
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "system-ui",
    "sans-serif",
)
MONO_FONTS = ("Consolas", "Menlo", "Noto Sans Mono CJK SC", "monospace")


def theme() -> gr.themes.Base:
    """The theme; names only fonts that are on the reader's machine, so none is fetched."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.sky,
        neutral_hue=gr.themes.colors.slate,
        font=FONTS,
        font_mono=MONO_FONTS,
    )
