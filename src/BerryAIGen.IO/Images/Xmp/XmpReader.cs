using System.Xml;

namespace BerryAIGen.IO.Images.Xmp;

/// <summary>
/// Reads the properties of an XMP packet (ISO 16684-1) as texts under their local names. A packet that declares entities is not
/// read: they can grow without end or name other files.
/// </summary>
internal static class XmpReader
{
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const int MostDepth = 64;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = FoundContent.MostBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
    };

    internal static void Read(string packet, FoundContent found)
    {
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(packet.Trim('\0', '\uFEFF', ' ', '\r', '\n')),
                Settings
            );
            ReadProperties(reader, found);
        }
        catch (XmlException error)
        {
            found.Problem($"The XMP is broken and was read up to line {error.LineNumber}.");
        }
    }

    private static void ReadProperties(XmlReader reader, FoundContent found)
    {
        // The names of the elements around the current text; rdf's own (Alt, Seq, li) say nothing.
        var names = new Stack<string>();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.Depth > MostDepth:
                    found.Problem($"The XMP is nested deeper than {MostDepth} levels and is not read further.");
                    return;
                case XmlNodeType.Element:
                    var isEmpty = reader.IsEmptyElement;
                    names.Push(reader.NamespaceURI == Rdf && names.Count > 0 ? names.Peek() : reader.LocalName);
                    ReadAttributes(reader, found);
                    if (isEmpty)
                    {
                        names.Pop();
                    }

                    break;
                case XmlNodeType.EndElement:
                    names.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    found.Add(names.Peek(), reader.Value, "XMP");
                    break;
            }
        }
    }

    private static void ReadAttributes(XmlReader reader, FoundContent found)
    {
        while (reader.MoveToNextAttribute())
        {
            if (
                reader.NamespaceURI
                is not (Rdf or "http://www.w3.org/2000/xmlns/" or "http://www.w3.org/XML/1998/namespace" or "")
            )
            {
                found.Add(reader.LocalName, reader.Value, "XMP");
            }
        }
    }
}
