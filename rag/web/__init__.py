"""The web chat, one page part a module. Gradio is used here and nowhere else."""
