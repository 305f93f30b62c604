#include "gen/render/section_end.h"

void
section_end_clear(struct section_end *held)
{
    strbuf_clear(&held->paragraph);
    *held = (struct section_end){.start = 0};
}

void
section_end_take(struct section_end *held, struct strbuf *out, size_t start,
                 size_t properties_start, size_t properties_end)
{
    strbuf_cut(&held->paragraph, 0);
    strbuf_add(&held->paragraph, str_slice(strbuf_str(out), start, out->len));
    strbuf_cut(out, start);
    held->start = properties_start - start;
    held->end = properties_end - start;
}

void
section_end_put(struct section_end *held, struct strbuf *out, size_t start)
{
    struct strbuf rest = {0};

    if (held->paragraph.len == 0) {
        return;
    }
    strbuf_add(&rest, str_slice(strbuf_str(out), start, out->len));
    strbuf_cut(out, start);
    strbuf_add(out, strbuf_str(&held->paragraph));
    strbuf_add(out, strbuf_str(&rest));
    strbuf_clear(&rest);
    strbuf_cut(&held->paragraph, 0);
}

void
section_end_close(struct section_end *held, struct strbuf *out, size_t start)
{
    if (held->paragraph.len == 0) {
        return;
    }
    strbuf_cut(out, start);
    strbuf_add(out, str_slice(strbuf_str(&held->paragraph), held->start,
                              held->end));
    strbuf_cut(&held->paragraph, 0);
}
