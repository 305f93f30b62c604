#include "gen/input/csv.h"

#include <string.h>

#include "gen/input/draft.h"

/* How often something was mended, and where first. */
struct mending {
    size_t n;
    struct location first;
};

struct csv {
    char *p;
    char *end;       /* holds a NUL */
    bool stops[256]; /* bytes that end a field without quotes */
    uint32_t line;   /* from 0 */
    uint32_t col;
    struct location at;
    struct draft draft;
    struct mending tails;     /* text behind a closing quote */
    struct mending unwrapped; /* ="00123" */
    struct diags *diags;
};

enum { SAMPLE_BYTES = 64 * 1024, SAMPLE_RECORDS = 64 };

static const char candidates[] = {',', '\t', ';'};
enum { N_CANDIDATES = sizeof candidates };

struct tally {
    uint32_t n[SAMPLE_RECORDS][N_CANDIDATES];
    size_t n_records;
};

static int
candidate_of(char c)
{
    const char *found = memchr(candidates, c, N_CANDIDATES);

    return found ? (int)(found - candidates) : -1;
}

/* Counts candidates outside quotes; blank lines are no records. */
static void
count_candidates(struct str text, struct tally *tally)
{
    bool in_quotes = false;
    bool at_start = true;

    for (size_t i = 0; i < text.len && tally->n_records < SAMPLE_RECORDS; i++) {
        char c = text.ptr[i];
        int candidate = candidate_of(c);

        if (c == '"' && (in_quotes || at_start)) {
            in_quotes = !in_quotes;
        } else if (!in_quotes && (c == '\n' || c == '\r')) {
            tally->n_records +=
                i && text.ptr[i - 1] != '\n' && text.ptr[i - 1] != '\r';
        } else if (!in_quotes && candidate >= 0) {
            tally->n[tally->n_records][candidate]++;
        }
        at_start = candidate >= 0 || c == '\n' || c == '\r' ||
                   (at_start && in_quotes && c == '"');
    }
}

/* How many records have the most usual count of a candidate, and that count;
 * records without it do not matter. */
static uint64_t
agreement(const struct tally *tally, int candidate)
{
    uint64_t best = 0;

    for (size_t i = 0; i <= tally->n_records && i < SAMPLE_RECORDS; i++) {
        uint32_t n = tally->n[i][candidate];
        uint64_t same = 0;

        for (size_t k = 0; k <= tally->n_records && k < SAMPLE_RECORDS; k++) {
            same += n && tally->n[k][candidate] == n;
        }
        if ((same << 32 | n) > best && same) {
            best = same << 32 | n;
        }
    }
    return best;
}

char
csv_delimiter(struct str text)
{
    struct tally tally = {0};
    uint64_t best = 0;
    char delimiter = ',';

    count_candidates(str_slice(text, 0, SAMPLE_BYTES), &tally);
    for (int i = 0; i < N_CANDIDATES; i++) {
        uint64_t n = agreement(&tally, i);

        if (n > best) {
            best = n;
            delimiter = candidates[i];
        }
    }
    return delimiter;
}

static struct location
here(const struct csv *csv)
{
    struct location at = csv->at;

    at.row = csv->line + 1;
    at.col = csv->col + 1;
    return at;
}

static void
count_mending(struct csv *csv, struct mending *mending)
{
    if (mending->n++ == 0) {
        mending->first = here(csv);
    }
}

static bool
refuse_nul(struct csv *csv)
{
    diag_error(csv->diags, here(csv), _("there is a NUL byte in the text"));
    diag_advise(csv->diags, _("the file is damaged or no text file: export it "
                              "again"));
    return false;
}

/* Steps over CR, LF or CRLF. */
static void
skip_line_end(struct csv *csv)
{
    csv->p += csv->p[0] == '\r' && csv->p[1] == '\n' ? 2 : 1;
    csv->line++;
}

/* From the opening quote on; p then stands behind the closing one. */
static bool
read_quoted(struct csv *csv, char **out)
{
    struct location opened = here(csv);

    csv->p++;
    for (;;) {
        char c = *csv->p;

        if (c == '"' && csv->p[1] != '"') {
            csv->p++;
            return true;
        }
        if (c == '\n' || c == '\r') {
            *(*out)++ = '\n';
            skip_line_end(csv);
        } else if (c == '\0' && csv->p == csv->end) {
            diag_error(csv->diags, opened,
                       _("a quote opens here and is never closed"));
            diag_advise(csv->diags, _("remove the quote, or close it where "
                                      "the field ends"));
            return false;
        } else if (c == '\0') {
            return refuse_nul(csv);
        } else {
            *(*out)++ = c;
            csv->p += c == '"' ? 2 : 1;
        }
    }
}

static void
unwrap(struct csv *csv, struct str *text)
{
    if (text->len >= 3 && text->ptr[0] == '=' && text->ptr[1] == '"' &&
        text->ptr[text->len - 1] == '"' &&
        !memchr(text->ptr + 2, '"', text->len - 3)) {
        *text = str_slice(*text, 2, text->len - 1);
        count_mending(csv, &csv->unwrapped);
    }
}

static bool
read_field(struct csv *csv, struct str *text)
{
    char *from = csv->p;
    char *out = from;

    if (*csv->p == '"' && !read_quoted(csv, &out)) {
        return false;
    }
    if (csv->p == from) {
        while (!csv->stops[(unsigned char)*csv->p]) {
            csv->p++;
        }
        out = csv->p;
    } else if (!csv->stops[(unsigned char)*csv->p]) {
        count_mending(csv, &csv->tails);
        while (!csv->stops[(unsigned char)*csv->p]) {
            *out++ = *csv->p++;
        }
    }
    *text = (struct str){from, (size_t)(out - from)};
    if (*from == '=') {
        unwrap(csv, text);
    }
    return *csv->p != '\0' || csv->p == csv->end || refuse_nul(csv);
}

static bool
read_record(struct csv *csv)
{
    if (!draft_row(&csv->draft, csv->line, false, csv->diags)) {
        return false;
    }
    for (csv->col = 0;; csv->col++, csv->p++) {
        struct cell cell = {.type = CELL_TEXT, .col = csv->col};

        if (!read_field(csv, &cell.text) ||
            (cell.text.len && !draft_cell(&csv->draft, cell, csv->diags))) {
            return false;
        }
        if (csv->p == csv->end) {
            return true;
        }
        if (*csv->p == '\n' || *csv->p == '\r') {
            skip_line_end(csv);
            return true;
        }
    }
}

/* Excel's first line "sep=;": the delimiter, and no record. */
static bool
read_sep_line(struct csv *csv, char *delimiter)
{
    char *p = csv->p;

    if (csv->end - p < 5 || memcmp(p, "sep=", 4) != 0 || p[4] == '"' ||
        p[4] == '\n' || p[4] == '\r' || (unsigned char)p[4] >= 0x80 ||
        (p[5] != '\n' && p[5] != '\r' && p + 5 != csv->end)) {
        return false;
    }
    *delimiter = p[4];
    csv->p += 5;
    if (csv->p < csv->end) {
        skip_line_end(csv);
    }
    return true;
}

static void
note_mendings(struct csv *csv)
{
    if (csv->tails.n) {
        diag_note(csv->diags, csv->tails.first,
                  _("text behind a closing quote was kept (%zu cells, this is "
                    "the first)"),
                  csv->tails.n);
    }
    if (csv->unwrapped.n) {
        diag_note(csv->diags, csv->unwrapped.first,
                  _("=\"...\" was read as its text (%zu cells, this is the "
                    "first)"),
                  csv->unwrapped.n);
    }
}

bool
csv_read(struct grid_sheet *sheet, char *text, size_t len, struct location at,
         const struct grid_options *options, struct arena *arena,
         struct diags *diags)
{
    struct csv csv = {.p = text, .end = text + len, .at = at, .diags = diags};
    char delimiter;
    bool ok = true;

    if (!read_sep_line(&csv, &delimiter)) {
        delimiter = csv_delimiter((struct str){text, len});
    }
    csv.stops[0] = csv.stops['\n'] = csv.stops['\r'] = true;
    csv.stops[(unsigned char)delimiter] = true;
    draft_init(&csv.draft, options, at, arena);
    while (ok && csv.p < csv.end) {
        ok = read_record(&csv);
    }
    *sheet = (struct grid_sheet){0};
    draft_finish(&csv.draft, sheet, diags);
    draft_clear(&csv.draft);
    note_mendings(&csv);
    return ok;
}
