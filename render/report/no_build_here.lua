-- `quarto render` in this folder would make nothing and say nothing: the text comes with a build.
io.stderr:write(
  'Ở đây chưa có lời văn để dựng. Dựng bằng: cchc report 2020-H1 --engine quarto; '
    .. 'muốn tự chạy quarto render: thêm --keep-build THƯ_MỤC rồi chạy trong thư mục ấy.\n'
)
os.exit(1)
