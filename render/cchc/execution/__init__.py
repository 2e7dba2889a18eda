"""From notebook to assembled section: parameters in, executed notebooks out; imports notebook and below."""
