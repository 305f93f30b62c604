#include <stdlib.h>

#include "gen/form/form_part.h"

enum {
    QUOTE_CHARACTERS = 20,
    MAX_PLACES = 12, /* listed behind a finding */
    MAX_FINDINGS = 2000
};

struct finding {
    enum severity severity;
    struct spot spot;
    size_t order; /* of its place in the document, then of being found */
    const char *clause;
    struct str message; /* without clause and quotation */
    struct str quote;
    struct str advice;
    struct spot *others; /* where the same was found again */
    size_t n_others;
};

struct finding_at
form_at(const struct paragraph *paragraph, const char *clause)
{
    return (struct finding_at){.paragraph = paragraph,
                               .spot = paragraph->spot,
                               .clause = clause,
                               .quote = str_trim(paragraph->text)};
}

struct finding_at
form_at_section(size_t section, const char *clause)
{
    return (struct finding_at){.spot = {.section = (unsigned)section + 1},
                               .clause = clause};
}

static size_t
first_of_section(const struct form *form, unsigned section)
{
    for (size_t i = 0; i < form->n_items; i++) {
        if (form->items[i].spot.section == section) {
            return i;
        }
    }
    return 0;
}

static size_t
order_of(const struct form *form, const struct finding_at *at)
{
    if (at->paragraph) {
        return (size_t)(at->paragraph - form->items) * 2 + 1;
    }
    if (at->spot.table) {
        return form->tables[at->spot.table - 1].first * 2 + 1;
    }
    return at->spot.section ? first_of_section(form, at->spot.section) * 2 : 0;
}

static bool
is_same_place(struct spot a, struct spot b)
{
    return a.section == b.section && a.paragraph == b.paragraph &&
           a.table == b.table && a.row == b.row && a.column == b.column &&
           a.is_boxed == b.is_boxed;
}

/* Findings come in the order of their places: only the last can be the same. */
static void
add_place(struct form *form, struct finding *finding, struct spot spot)
{
    size_t n = finding->n_others;

    if (is_same_place(n ? finding->others[n - 1] : finding->spot, spot)) {
        return;
    }
    if ((n & (n + 1)) == 0) {
        finding->others =
            arena_grow(form->arena, finding->others, n, 2 * n + 1, sizeof spot);
    }
    finding->others[finding->n_others++] = spot;
}

static bool
is_same(const struct finding *a, const struct finding *b)
{
    return a->severity == b->severity && str_equals(a->message, b->message) &&
           str_equals(a->advice, b->advice) &&
           str_equals(str_from(a->clause), str_from(b->clause));
}

static void
add_finding(struct form *form, const struct finding *finding)
{
    for (size_t i = 0; i < form->n_findings; i++) {
        if (is_same(&form->findings[i], finding)) {
            add_place(form, &form->findings[i], finding->spot);
            return;
        }
    }
    if (form->n_findings == MAX_FINDINGS) {
        return;
    }
    if (form->n_findings == form->findings_room) {
        size_t room = form->findings_room ? form->findings_room * 2 : 32;

        form->findings = arena_grow(form->arena, form->findings,
                                    form->n_findings, room, sizeof *finding);
        form->findings_room = room;
    }
    form->findings[form->n_findings++] = *finding;
}

void
form_find(struct form *form, enum severity severity, struct finding_at at,
          const char *fmt, ...)
{
    struct strbuf sb = {0};
    struct finding finding = {
        .severity = severity,
        .spot = at.paragraph ? at.paragraph->spot : at.spot,
        .order = order_of(form, &at),
        .clause = at.clause,
        .quote = at.quote,
        .advice = arena_str(form->arena, str_from(at.advice)),
    };
    va_list args;

    va_start(args, fmt);
    strbuf_vaddf(&sb, fmt, args);
    va_end(args);
    finding.message = arena_str(form->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    add_finding(form, &finding);
}

static void
add_spot(struct strbuf *sb, struct spot spot)
{
    if (spot.row) {
        strbuf_addf(sb, _("table %u, row %u, column %u"), spot.table, spot.row,
                    spot.column);
    } else if (spot.table) {
        strbuf_addf(sb, _("table %u"), spot.table);
    } else if (spot.paragraph && spot.is_boxed) {
        strbuf_addf(sb, _("text box at paragraph %u"), spot.paragraph);
    } else if (spot.paragraph) {
        strbuf_addf(sb, _("paragraph %u"), spot.paragraph);
    } else {
        strbuf_addf(sb, _("section %u"), spot.section);
    }
}

/* Neighbouring paragraphs are named by the first and the last. */
static size_t
end_of_range(const struct finding *finding, size_t i)
{
    const struct spot *spots = finding->others;

    while (i + 1 < finding->n_others && spots[i].paragraph &&
           !spots[i].is_boxed && !spots[i + 1].is_boxed &&
           spots[i + 1].paragraph == spots[i].paragraph + 1) {
        i++;
    }
    return i;
}

static void
add_others(struct strbuf *sb, const struct finding *finding)
{
    size_t n = 0;

    for (size_t i = 0; i < finding->n_others; i++, n++) {
        size_t end = end_of_range(finding, i);

        if (n == MAX_PLACES) {
            strbuf_addf(sb, _(" and %zu more"), finding->n_others - i);
            break;
        }
        strbuf_add_cstr(sb, n ? _(", ") : _("; also "));
        add_spot(sb, finding->others[i]);
        if (end > i) {
            strbuf_addf(sb, _(" to %u"), finding->others[end].paragraph);
            i = end;
        }
    }
}

static void
add_quote(struct strbuf *sb, struct str quote)
{
    size_t end = 0;
    uint32_t code;

    strbuf_add_cstr(sb, _(": “"));
    for (int i = 0; i < QUOTE_CHARACTERS && end < quote.len; i++) {
        size_t n = utf8_decode(quote.ptr + end, quote.ptr + quote.len, &code);

        if (n == 0) {
            break;
        }
        if (code < ' ') {
            strbuf_add_char(sb, ' ');
        } else {
            strbuf_add(sb, (struct str){quote.ptr + end, n});
        }
        end += n;
    }
    strbuf_add_cstr(sb, end < quote.len ? _("…”") : _("”"));
}

static void
report(struct form *form, const struct finding *finding)
{
    struct strbuf place = {0};
    struct strbuf message = {0};
    struct location at = {.path = form->path};

    if (finding->spot.section || finding->spot.table ||
        finding->spot.paragraph) {
        add_spot(&place, finding->spot);
        at.place = place.ptr;
    }
    strbuf_add(&message, finding->message);
    if (finding->clause) {
        strbuf_addf(&message, _(" (%s)"), finding->clause);
    }
    if (finding->quote.len) {
        add_quote(&message, finding->quote);
    }
    add_others(&message, finding);
    diag_add(form->diags, finding->severity, at, strbuf_str(&message));
    if (finding->advice.len) {
        diag_advise(form->diags, "%s", finding->advice.ptr);
    }
    if (finding->quote.len) {
        diag_quote(form->diags, finding->quote);
    }
    strbuf_clear(&place);
    strbuf_clear(&message);
}

static int
compare_findings(const void *a, const void *b)
{
    const struct finding *x = a;
    const struct finding *y = b;

    return (x->order > y->order) - (x->order < y->order);
}

void
form_report(struct form *form)
{
    /* Places are distinct by now, or the order of finding is kept. */
    for (size_t i = 0; i < form->n_findings; i++) {
        form->findings[i].order =
            form->findings[i].order * (MAX_FINDINGS + 1) + i;
    }
    if (form->n_findings) {
        qsort(form->findings, form->n_findings, sizeof *form->findings,
              compare_findings);
    }
    for (size_t i = 0; i < form->n_findings; i++) {
        report(form, &form->findings[i]);
    }
}
