#include "gen/bulletin/edits.h"

#include "gen/bulletin/figure_match.h"

enum {
    MIN_LIKENESS = 10, /* percent; less is another document */
    MAX_HEAD_ROWS = 3
};

/* A document's text, and where it is from. */
struct version {
    const char *path;
    struct docx_text text;
    struct passages passages;
    struct figures figures;
};

struct edits {
    struct arena *arena;
    struct version old;
    struct version new;
    struct diags *diags;
    size_t n_changed;
    size_t n_new;
    size_t n_lost;
    size_t n_figures;
};

static bool
read_version(struct version *version, struct package *package,
             struct arena *arena, struct diags *diags)
{
    if (!package || !docx_text_read(&version->text, package, arena, diags)) {
        return false;
    }
    passages_read(&version->passages, &version->text, arena);
    return true;
}

static bool
read_packed(struct version *version, struct parcel *parcel,
            const struct record_file *file, struct diags *diags)
{
    struct package *package;
    bool ok;

    *version = (struct version){.path = parcel_path(parcel, file)};
    package = package_open_bytes(file->file->bytes, version->path, NULL, diags);
    ok = read_version(version, package, &parcel->arena, diags);
    package_close(package);
    return ok;
}

/* The packed document that has most in common with the edited one. */
static bool
find_original(struct edits *edits, struct parcel *parcel)
{
    unsigned most = MIN_LIKENESS;
    bool ok = true;

    for (size_t i = 0; i < parcel->record.n_files; i++) {
        const struct record_file *file = &parcel->record.files[i];
        struct version version;
        unsigned alike;

        if (file->role != RECORD_DOCUMENT ||
            !str_ends_with(file->file->path, STR(".docx"))) {
            continue;
        }
        if (!read_packed(&version, parcel, file, edits->diags)) {
            ok = false;
            continue;
        }
        alike = passages_likeness(&version.passages, &edits->new.passages);
        if (alike > most) {
            most = alike;
            edits->old = version;
        }
    }
    return ok &&
           (edits->old.path ||
            diag_error(edits->diags, (struct location){.path = edits->new.path},
                       _("has little in common with any document of the "
                         "package")));
}

static struct location
place_of(struct edits *edits, const struct version *version,
         const struct docx_block *block, size_t cell)
{
    struct location at = {.path = version->path};
    struct str place;

    if (block->paragraph) {
        place = arena_strf(edits->arena, _("paragraph %u"), block->paragraph);
    } else if (cell == SIZE_MAX) {
        place = arena_strf(edits->arena, _("table %u, row %u"), block->table,
                           block->row);
    } else {
        place = arena_strf(edits->arena, _("table %u, row %u, column %zu"),
                           block->table, block->row, cell + 1);
    }
    at.place = place.ptr;
    return at;
}

static void
report_change(struct edits *edits, const struct docx_block *block, size_t cell,
              struct str old, struct str new)
{
    edits->n_changed++;
    diag_warning(edits->diags, place_of(edits, &edits->new, block, cell),
                 _("was “%.*s”, is now “%.*s”"), STR_ARG(old), STR_ARG(new));
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
                     place_of(edits, &edits->new, block, SIZE_MAX),
                     _("is new: “%.*s”"), STR_ARG(passage->text));
        return;
    }
    before = &edits->old.passages.items[passage->partner];
    if (!block->cells || before->block->n_cells != block->n_cells) {
        report_change(edits, block, SIZE_MAX, before->text, passage->text);
        return;
    }
    for (size_t i = 0; i < block->n_cells; i++) {
        if (!str_equals(before->block->cells[i], block->cells[i])) {
            report_change(edits, block, i, before->block->cells[i],
                          block->cells[i]);
        }
    }
}

/* A column 序号 counts rows, which may have moved. */
static bool
is_serial(const struct version *version, const struct docx_block *row,
          size_t cell)
{
    for (size_t i = 0; cell != SIZE_MAX && i < version->text.n_blocks; i++) {
        const struct docx_block *head = &version->text.blocks[i];

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
        place_of(edits, &edits->new, passage->block, figure->cell);

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
add_figures(struct version *version, struct arena *arena)
{
    for (size_t i = 0; i < version->passages.n_items; i++) {
        const struct passage *passage = &version->passages.items[i];

        if (!passage->block->cells) {
            figures_add(&version->figures, passage->text, i, SIZE_MAX, arena);
        }
        for (size_t k = 0; k < passage->block->n_cells; k++) {
            figures_add(&version->figures, passage->block->cells[k], i, k,
                        arena);
        }
    }
}

static void
report_lost(struct edits *edits)
{
    for (size_t i = 0; i < edits->old.passages.n_items; i++) {
        const struct passage *passage = &edits->old.passages.items[i];

        if (passage->partner == SIZE_MAX) {
            edits->n_lost++;
            diag_warning(edits->diags,
                         place_of(edits, &edits->old, passage->block, SIZE_MAX),
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
    add_figures(&edits->old, edits->arena);
    add_figures(&edits->new, edits->arena);
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
    struct edits edits = {
        .arena = &parcel->arena, .new = {.path = path}, .diags = diags};
    struct package *package = package_open(path, NULL, diags);
    bool ok = read_version(&edits.new, package, &parcel->arena, diags) &&
              find_original(&edits, parcel);

    package_close(package);
    if (!ok) {
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
