#include "gen/opc/xml_xsd.h"

#include <libxml/xmlschemas.h>

#include "gen/opc/complaint.h"

struct validation {
    struct location at;
    struct diags *diags;
};

static void
add_invalid(void *user, xmlErrorPtr error)
{
    struct validation *validation = user;
    struct strbuf place = {0};

    diag_error(validation->diags,
               complaint_at(validation->at, (size_t)error->line, &place),
               "%.*s", STR_ARG(str_trim(str_from(error->message))));
    strbuf_clear(&place);
}

static xmlSchema *
read_schema(const char *path, struct diags *diags)
{
    struct validation own = {{.path = path}, diags};
    xmlSchemaParserCtxt *ctxt = xmlSchemaNewParserCtxt(path);
    xmlSchema *schema = NULL;

    if (ctxt) {
        xmlSetStructuredErrorFunc(&own, add_invalid);
        xmlSchemaSetParserStructuredErrors(ctxt, add_invalid, &own);
        schema = xmlSchemaParse(ctxt);
        xmlSchemaFreeParserCtxt(ctxt);
        xmlSetStructuredErrorFunc(NULL, NULL);
    }
    if (!schema) {
        diag_system(diags, own.at, _("the schema cannot be read"));
    }
    return schema;
}

bool
xml_xsd_check(xmlDoc *doc, const char *schema_path, struct location at,
              struct diags *diags)
{
    struct validation validation = {at, diags};
    size_t n_errors = diags->n_errors;
    xmlSchema *schema = read_schema(schema_path, diags);
    xmlSchemaValidCtxt *ctxt;
    int verdict = -1;

    if (!schema) {
        return false;
    }
    ctxt = xmlSchemaNewValidCtxt(schema);
    if (ctxt) {
        xmlSchemaSetValidStructuredErrors(ctxt, add_invalid, &validation);
        verdict = xmlSchemaValidateDoc(ctxt, doc);
    }
    xmlSchemaFreeValidCtxt(ctxt);
    xmlSchemaFree(schema);
    if (verdict != 0 && diags->n_errors == n_errors) {
        diag_error(diags, at, _("it does not follow the rules for its kind"));
    }
    return diags->n_errors == n_errors;
}
