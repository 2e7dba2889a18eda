"""The panel in JupyterLab: buttons for the commands of a period, run beside the notebook's kernel."""
