#include "gen/opc/complaint.h"

#include <string.h>

#include "gen/base/mem.h"

struct location
complaint_at(struct location at, size_t line, struct strbuf *place)
{
    if (at.place) {
        strbuf_addf(place, _("%s, line %zu"), at.place, line);
        at.place = place->ptr;
    } else {
        at.row = (uint32_t)line;
        at.col = 0;
    }
    return at;
}

static void
advise_saving_again(struct location at, struct diags *diags)
{
    if (!at.place && at.path && str_ends_with(str_from(at.path), STR(".xml"))) {
        diag_advise(diags, _("correct it in a text editor: every element needs "
                             "its end, every value its quotes"));
        return;
    }
    diag_advise(diags, _("open the file in WPS or Excel, save it under a new "
                         "name and use that copy"));
}

static void
add_fault(enum fence_fault fault, struct location at, struct diags *diags)
{
    const struct fence_limits *limits = &fence_default_limits;

    switch (fault) {
    case FENCE_OK:
    case FENCE_DTD:
        diag_error(diags, at,
                   _("a document type (<!DOCTYPE) is declared, "
                     "which office files never have"));
        diag_advise(diags, _("find out where the file comes from before "
                             "opening it"));
        return;
    case FENCE_DEPTH:
        diag_error(diags, at, _("elements are nested more than %zu deep"),
                   limits->depth);
        break;
    case FENCE_ATTRIBUTES:
        diag_error(diags, at, _("an element has more than %zu attributes"),
                   limits->attributes);
        break;
    case FENCE_NAME:
        diag_error(diags, at, _("a name is longer than %zu bytes"),
                   limits->name);
        break;
    case FENCE_TOKEN:
        diag_error(diags, at, _("a tag or comment is longer than %zu bytes"),
                   limits->token);
        break;
    case FENCE_TEXT:
        diag_error(diags, at, _("a text is longer than %zu bytes"),
                   limits->text);
        break;
    case FENCE_ENCODING:
        diag_error(diags, at,
                   _("the character encoding that is declared is "
                     "not accepted or not the one in use"));
        break;
    case FENCE_BINARY:
        diag_error(diags, at, _("this is not XML"));
        break;
    }
    advise_saving_again(at, diags);
}

bool
complaint_report_fault(enum fence_fault fault, const struct fence *fence,
                       struct location at, struct diags *diags)
{
    struct strbuf place = {0};

    add_fault(fault, complaint_at(at, fence->line + 1, &place), diags);
    strbuf_clear(&place);
    return false;
}

bool
complaint_report(const struct complaint *complaint, struct location at,
                 struct diags *diags)
{
    struct strbuf place = {0};

    at = complaint_at(at, complaint->line > 0 ? (size_t)complaint->line : 1,
                      &place);
    if (complaint->has_dtd) {
        add_fault(FENCE_DTD, at, diags);
    } else {
        diag_error(diags, at, _("the XML is damaged: %s"),
                   complaint->message ? complaint->message
                                      : _("it cannot be decoded"));
        advise_saving_again(at, diags);
    }
    strbuf_clear(&place);
    return false;
}

static char *
copy_message(const char *message)
{
    struct str text = str_trim(str_from(message ? message : ""));
    char *copy = mem_alloc(text.len + 1);

    if (text.len) {
        memcpy(copy, text.ptr, text.len);
    }
    return copy;
}

static void
print_nothing(void *user, const char *fmt, ...)
{
    (void)user;
    (void)fmt;
}

/* Failures of decoding reach the global handlers only. */
void
complaint_begin(struct complaint *complaint, xmlParserCtxt *ctxt)
{
    ctxt->_private = complaint;
    xmlSetStructuredErrorFunc(ctxt, complaint_note_error);
    xmlSetGenericErrorFunc(NULL, print_nothing);
}

void
complaint_end(void)
{
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlSetGenericErrorFunc(NULL, NULL);
}

/* An end tag that was read whole is wrong by itself. */
static bool
is_at_end(const xmlParserInput *input, int code)
{
    return input && input->cur >= input->end &&
           !(code == XML_ERR_TAG_NAME_MISMATCH && input->cur > input->base &&
             input->cur[-1] == '>');
}

void
complaint_note_error(void *user, xmlErrorPtr error)
{
    xmlParserCtxt *ctxt = user;
    struct complaint *complaint = ctxt->_private;

    if (error->level >= XML_ERR_ERROR && !complaint->message) {
        complaint->message = copy_message(error->message);
        complaint->line = error->line;
        complaint->is_at_end = is_at_end(ctxt->input, error->code);
    }
}

void
complaint_refuse_dtd(void *user, const xmlChar *name, const xmlChar *external,
                     const xmlChar *system)
{
    xmlParserCtxt *ctxt = user;
    struct complaint *complaint = ctxt->_private;

    (void)name;
    (void)external;
    (void)system;
    complaint->has_dtd = true;
    xmlStopParser(ctxt);
}

void
complaint_note_end(struct complaint *complaint, size_t line)
{
    mem_free(complaint->message);
    complaint->message = copy_message(_("it ends too early"));
    complaint->line = (int)line;
}

void
complaint_clear(struct complaint *complaint)
{
    mem_free(complaint->message);
    *complaint = (struct complaint){0};
}
