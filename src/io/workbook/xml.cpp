#include "xml.hpp"

#include <sdc/detail/quoted.hpp>

#include <expat.h>

#include <exception>
#include <memory>
#include <string>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

constexpr int deepest = 200;

struct parser_closer {
    void operator()(XML_Parser parser) const noexcept { XML_ParserFree(parser); }
};

/// Between Expat, which is C, and a handler: no exception passes through.
class bridge {
public:
    bridge(XML_Parser parser, xml_handler& handler) : parser_(parser), handler_(handler) {
        XML_SetUserData(parser, this);
        XML_SetElementHandler(parser, on_start, on_end);
        XML_SetCharacterDataHandler(parser, on_text);
        XML_SetStartDoctypeDeclHandler(parser, on_document_type);
    }
    bool stopped = false, has_document_type = false, is_too_deep = false;
    std::exception_ptr thrown = nullptr;

private:
    template <class F>
    static void call(void* data, F f) {
        auto& self = *static_cast<bridge*>(data);
        if (self.stopped) return; // Expat ends what it has begun
        try {
            if (f(self)) return;
        } catch (...) {
            self.thrown = std::current_exception();
        }
        self.stopped = true;
        XML_StopParser(self.parser_, XML_FALSE);
    }
    static void on_start(void* data, const char* name, const char** attributes) {
        call(data, [&](bridge& b) {
            b.is_too_deep = ++b.depth_ > deepest;
            return !b.is_too_deep && b.handler_.start(xml_name(name), xml_attributes(attributes));
        });
    }
    static void on_end(void* data, const char* name) {
        call(data, [&](bridge& b) {
            --b.depth_;
            return b.handler_.end(xml_name(name));
        });
    }
    static void on_text(void* data, const char* text, int length) {
        call(data, [&](bridge& b) {
            return b.handler_.text({text, static_cast<std::size_t>(length)});
        });
    }
    static void on_document_type(void* data, const char*, const char*, const char*, int) {
        call(data, [](bridge& b) { return b.has_document_type = true, false; });
    }

    XML_Parser parser_;
    xml_handler& handler_;
    int depth_ = 0;
};

} // namespace

result<bool> read_xml(const package& from, std::size_t part, xml_handler& handler) {
    const std::unique_ptr<XML_ParserStruct, parser_closer> parser(XML_ParserCreateNS(nullptr, ' '));
    if (parser == nullptr) throw std::bad_alloc();
    bridge b(parser.get(), handler);
    bool is_well_formed = true;
    const auto parse = [&](std::string_view piece, bool last) {
        is_well_formed = XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()),
                                   last ? XML_TRUE : XML_FALSE) == XML_STATUS_OK;
        return is_well_formed;
    };
    const auto ok = from.read(part, [&](std::string_view piece) { return parse(piece, false); });
    if (ok && is_well_formed) parse("", true);
    if (b.thrown) std::rethrow_exception(b.thrown);
    if (b.has_document_type)
        return from.refuse(part, "a document type declaration, which no workbook has");
    if (b.is_too_deep) {
        auto e = from.refuse(part, "elements within elements",
                             "more than " + std::to_string(deepest), "at most as many");
        e.code = errc::overflow;
        return e;
    }
    if (b.stopped) return false;
    if (!ok) return ok.error();
    if (is_well_formed) return true;
    auto e = from.refuse(part, std::string("no well-formed XML: ") +
                                   XML_ErrorString(XML_GetErrorCode(parser.get())));
    e.explanation =
        "line " + std::to_string(XML_GetCurrentLineNumber(parser.get())) + " of the part";
    return e;
}

} // namespace sdc::inline v0::detail
