#include "gen/bulletin/edits.h"

#include "gen/bulletin/edition.h"
#include "gen/bulletin/figure_match.h"

enum {
    MIN_LIKENESS = 10, /* percent; less is another document */
    MAX_HEAD_ROWS = 6  /* titles above them */
};

struct edits {
    struct arena *arena;
    struct edition old;
    struct edition new;
    struct diags *diags;
    size_t n_changed;
    size_t n_new;
    size_t n_lost;
    size_t n_figures;
};

/* The packed document that has most in common with the edited one. */
static bool
find_original(struct edits *edits, struct parcel *parcel)
{
    unsigned most = MIN_LIKENESS;
    bool ok = true;

    for (size_t i = 0; i < parcel->record.n_files; i++) {
        const struct record_file *file = &parcel->record.files[i];
        struct edition edition;
        unsigned alike;

        if (file->role != RECORD_DOCUMENT ||
            !str_ends_with(file->file->path,
                           edits->new.sheets ? STR(".xlsx") : STR(".docx"))) {
            continue;
        }
        if (!edition_read_packed(&edition, parcel, file, edits->diags)) {
            ok = false;
            continue;
        }
        alike = passages_likeness(&edition.passages, &edits->new.passages);
        if (alike > most) {
            most = alike;
            edits->old = edition;
        }
    }
    return ok &&
           (edits->old.path ||
            diag_error(edits->diags, (struct location){.path = edits->new.path},
                       _("has little in common with any document of the "
                         "package")));
}

static void
report_change(struct edits *edits, const struct docx_block *block, size_t cell,
              struct str old, struct str new)
{
    edits->n_changed++;
    diag_warning(edits->diags,
                 edition_place(&edits->new, block, cell, edits->arena),
                 _("was “%.*s”, is now “%.*s”"), STR_ARG(old), STR_ARG(new));
}

static struct str
cell_of(const struct docx_block *block, size_t i)
{
    return i < block->n_cells ? block->cells[i] : STR("");
}

/* Of a workbook cells are missing only where its columns end: a column more
 * behind the others changes none of them.  One between them changes most. */
static bool
is_cell_by_cell(const struct edits *edits, const struct docx_block *before,
                const struct docx_block *block)
{
    size_t n_other = 0;

    if (before->n_cells == block->n_cells || !edits->new.sheets) {
        return before->n_cells == block->n_cells;
    }
    for (size_t i = 0; i < before->n_cells; i++) {
        n_other += !str_equals(before->cells[i], cell_of(block, i));
    }
    return n_other * 2 <= before->n_cells;
}

static void
report_passage(struct edits *edits, const struct passage *passage)
{
    const struct docx_block *block = passage->block;
    const struct passage *before;

    if (passage->is_same) {
        return;
    }
    if (passage->partner == SIZE_MAX) {
        edits->n_new++;
        diag_warning(edits->diags,
                     edition_place(&edits->new, block, SIZE_MAX, edits->arena),
                     _("is new: “%.*s”"), STR_ARG(passage->text));
        return;
    }
    before = &edits->old.passages.items[passage->partner];
    if (!block->cells || !is_cell_by_cell(edits, before->block, block)) {
        report_change(edits, block, SIZE_MAX, before->text, passage->text);
        return;
    }
    for (size_t i = 0; i < block->n_cells || i < before->block->n_cells; i++) {
        struct str was = cell_of(before->block, i);
        struct str is = cell_of(block, i);

        if (!str_equals(was, is)) {
            report_change(edits, block, i, was, is);
        }
    }
}

/* A column 序号 counts rows, which may have moved. */
static bool
is_serial(const struct edition *edition, const struct docx_block *row,
          size_t cell)
{
    for (size_t i = 0; cell != SIZE_MAX && i < edition->text.n_blocks; i++) {
        const struct docx_block *head = &edition->text.blocks[i];

        if (head->table == row->table && head->row <= MAX_HEAD_ROWS &&
            cell < head->n_cells && str_is(head->cells[cell], "序号")) {
            return true;
        }
    }
    return false;
}

static void
report_figure(struct edits *edits, const struct figure *figure,
              const struct figure_match *match)
{
    const struct passage *passage = &edits->new.passages.items[figure->passage];
    struct location at =
        edition_place(&edits->new, passage->block, figure->cell, edits->arena);

    if ((match->old && match->is_equal) || (!match->old && figure->is_weak) ||
        is_serial(&edits->new, passage->block, figure->cell)) {
        return;
    }
    edits->n_figures++;
    if (!match->old) {
        diag_error(edits->diags, at, _("“%.*s” was not computed from the data"),
                   STR_ARG(figure->text));
    } else {
        diag_error(edits->diags, at,
                   _("the figure is “%.*s”, computed was “%.*s”"),
                   STR_ARG(figure->text), STR_ARG(match->old->text));
    }
    diag_quote(edits->diags, passage->text);
}

static void
report_lost(struct edits *edits)
{
    for (size_t i = 0; i < edits->old.passages.n_items; i++) {
        const struct passage *passage = &edits->old.passages.items[i];

        if (passage->partner == SIZE_MAX) {
            edits->n_lost++;
            diag_warning(edits->diags,
                         edition_place(&edits->old, passage->block, SIZE_MAX,
                                       edits->arena),
                         _("is gone: “%.*s”"), STR_ARG(passage->text));
        }
    }
}

static void
compare(struct edits *edits)
{
    const struct figure_match *matches;
    size_t k = 0;

    passages_match(&edits->old.passages, &edits->new.passages);
    edition_add_figures(&edits->old, edits->arena);
    edition_add_figures(&edits->new, edits->arena);
    matches =
        figure_match(&edits->old.figures, &edits->old.passages,
                     &edits->new.figures, &edits->new.passages, edits->arena);
    for (size_t i = 0; i < edits->new.passages.n_items; i++) {
        report_passage(edits, &edits->new.passages.items[i]);
        for (; k < edits->new.figures.n_items &&
               edits->new.figures.items[k].passage == i;
             k++) {
            report_figure(edits, &edits->new.figures.items[k], &matches[k]);
        }
    }
    report_lost(edits);
}

bool
edits_report(struct parcel *parcel, const char *path, FILE *out,
             struct diags *diags)
{
    struct edits edits = {.arena = &parcel->arena, .diags = diags};

    if (!edition_read(&edits.new, path, &parcel->arena, diags) ||
        !find_original(&edits, parcel)) {
        return false;
    }
    compare(&edits);
    fprintf(out,
            _("%s compared with %s: %zu changed, %zu new, %zu gone; %zu "
              "figures differ\n"),
            path, edits.old.path, edits.n_changed, edits.n_new, edits.n_lost,
            edits.n_figures);
    return edits.n_figures == 0;
}
