#include "gen/opc/xml_schema.h"

#include <libxml/relaxng.h>
#include <libxml/xmlschemas.h>

#include "gen/opc/complaint.h"

/* What is being read and may be at fault. */
struct validation {
    struct location at;
    struct diags *diags;
};

enum verdict { VERDICT_NO_SCHEMA, VERDICT_INVALID, VERDICT_VALID };

/* What the schema's validator says, in the user's language as far as it is
 * known: a format of str1 and str2.  NULL: its own words. */
static const char *
sentence_of(const xmlError *error)
{
    if (error->domain != XML_FROM_RELAXNGV || !error->str1) {
        return NULL;
    }
    switch (error->code) {
    case XML_RELAXNG_ERR_ELEMWRONG:
        return _("the element <%s> may not stand here");
    case XML_RELAXNG_ERR_TEXTWRONG:
        return _("the element <%s> holds no text");
    case XML_RELAXNG_ERR_NOELEM:
        return _("an element <%s> is missing here");
    case XML_RELAXNG_ERR_CONTENTVALID:
        return _("what is in the element <%s> is not allowed");
    case XML_RELAXNG_ERR_ATTRVALID:
        return _("the element <%s> lacks an attribute or has a wrong one");
    case XML_RELAXNG_ERR_INVALIDATTR:
        return error->str2 ? _("the attribute %s of <%s> is unknown, or its "
                               "value is not allowed")
                           : NULL;
    case XML_RELAXNG_ERR_ELEMNAME:
        return error->str2 ? _("<%s> is expected here, not <%s>") : NULL;
    case XML_RELAXNG_ERR_EXTRACONTENT:
        return error->str2 ? _("the element <%s> has too much in it: <%s>")
                           : NULL;
    default:
        return NULL;
    }
}

static void
add_invalid(void *user, xmlErrorPtr error)
{
    struct validation *validation = user;
    struct strbuf place = {0};
    struct str text = str_trim(str_from(error->message));
    struct location at =
        complaint_at(validation->at, (size_t)error->line, &place);
    const char *sentence = sentence_of(error);

    if (sentence) {
        diag_error(validation->diags, at, sentence, error->str1,
                   error->str2 ? error->str2 : "");
    } else {
        diag_error(validation->diags, at, "%.*s", STR_ARG(text));
    }
    strbuf_clear(&place);
}

static enum verdict
check_rng(xmlDoc *doc, struct validation *schema_file,
          struct validation *document)
{
    xmlRelaxNGParserCtxt *parser =
        xmlRelaxNGNewParserCtxt(schema_file->at.path);
    xmlRelaxNG *schema = NULL;
    xmlRelaxNGValidCtxt *ctxt;
    int faults = -1;

    if (parser) {
        xmlRelaxNGSetParserStructuredErrors(parser, add_invalid, schema_file);
        schema = xmlRelaxNGParse(parser);
        xmlRelaxNGFreeParserCtxt(parser);
    }
    if (!schema) {
        return VERDICT_NO_SCHEMA;
    }
    ctxt = xmlRelaxNGNewValidCtxt(schema);
    if (ctxt) {
        xmlRelaxNGSetValidStructuredErrors(ctxt, add_invalid, document);
        faults = xmlRelaxNGValidateDoc(ctxt, doc);
    }
    xmlRelaxNGFreeValidCtxt(ctxt);
    xmlRelaxNGFree(schema);
    return faults == 0 ? VERDICT_VALID : VERDICT_INVALID;
}

static enum verdict
check_xsd(xmlDoc *doc, struct validation *schema_file,
          struct validation *document)
{
    xmlSchemaParserCtxt *parser = xmlSchemaNewParserCtxt(schema_file->at.path);
    xmlSchema *schema = NULL;
    xmlSchemaValidCtxt *ctxt;
    int faults = -1;

    if (parser) {
        xmlSchemaSetParserStructuredErrors(parser, add_invalid, schema_file);
        schema = xmlSchemaParse(parser);
        xmlSchemaFreeParserCtxt(parser);
    }
    if (!schema) {
        return VERDICT_NO_SCHEMA;
    }
    ctxt = xmlSchemaNewValidCtxt(schema);
    if (ctxt) {
        xmlSchemaSetValidStructuredErrors(ctxt, add_invalid, document);
        faults = xmlSchemaValidateDoc(ctxt, doc);
    }
    xmlSchemaFreeValidCtxt(ctxt);
    xmlSchemaFree(schema);
    return faults == 0 ? VERDICT_VALID : VERDICT_INVALID;
}

bool
xml_validate(xmlDoc *doc, const char *schema_path, struct location at,
             struct diags *diags)
{
    struct validation schema_file = {{.path = schema_path}, diags};
    struct validation document = {at, diags};
    size_t n_errors = diags->n_errors;
    enum verdict verdict;

    /* a missing schema is reported through the global handler only */
    xmlSetStructuredErrorFunc(&schema_file, add_invalid);
    verdict = str_ends_with(str_from(schema_path), STR(".xsd"))
                  ? check_xsd(doc, &schema_file, &document)
                  : check_rng(doc, &schema_file, &document);
    xmlSetStructuredErrorFunc(NULL, NULL);
    if (verdict == VERDICT_NO_SCHEMA) {
        diag_system(diags, schema_file.at, _("the schema cannot be read"));
    } else if (verdict == VERDICT_INVALID && diags->n_errors == n_errors) {
        diag_error(diags, at, _("it does not follow the rules for its kind"));
    }
    return diags->n_errors == n_errors;
}
