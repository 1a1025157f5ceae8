using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BerryAIGen.Library.Layouts.ComfyUi;

/// <summary>Reads one YAML document as PyYAML's safe loader does: its parts come from the parser, what they mean from here.</summary>
internal sealed class YamlReader
{
    // Python gives up near a thousand; nobody writes folders in a hundred.
    private const int MaxDepth = 100;

    private readonly Dictionary<string, YamlValue> _anchors = [];
    private readonly Parser _parser;
    private readonly string[] _lines;

    private YamlReader(string text)
    {
        _parser = new Parser(new StringReader(text));
        _lines = text.Split('\n');
    }

    /// <summary>The document's value; null for a text without one.</summary>
    /// <exception cref="YamlProblem">The loader would refuse the text.</exception>
    public static YamlValue? Read(string text)
    {
        YamlTabs.Refuse(text);
        var reader = new YamlReader(text);
        var value = reader.ReadDocument();
        if (value is not null)
            YamlMaps.Settle(value);
        return value;
    }

    private YamlValue? ReadDocument()
    {
        Next<StreamStart>();
        if (Peek() is StreamEnd)
            return null;
        Next<DocumentStart>();
        var value = ReadNode(0);
        Next<DocumentEnd>();
        return Peek() is StreamEnd
            ? value
            : throw new YamlProblem(LineOf(Peek()), "a second document begins here; there may be only one");
    }

    private YamlValue ReadNode(int depth)
    {
        var next = Peek();
        if (depth > MaxDepth)
            throw new YamlProblem(LineOf(next), $"it is nested more than {MaxDepth} levels deep");
        return next switch
        {
            AnchorAlias alias => ReadAlias(alias),
            Scalar scalar => ReadScalar(scalar),
            SequenceStart start => ReadList(start, depth),
            MappingStart start => ReadMap(start, depth),
            _ => throw new YamlProblem(LineOf(next), "there is no value here"),
        };
    }

    private YamlValue ReadAlias(AnchorAlias alias)
    {
        Skip();
        return _anchors.GetValueOrDefault(alias.Value.Value)
            ?? throw new YamlProblem(LineOf(alias), $"the alias *{alias.Value.Value} has no anchor before it");
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        Skip();
        var line = LineOf(scalar);
        var kind =
            scalar.Tag.IsEmpty ? KindWithoutTag(scalar)
            // "! no" and even "! 'no'" are read like a plain no.
            : scalar.Tag.IsNonSpecific ? YamlScalars.KindOf(scalar.Value)
            : YamlScalars.KindOfTag(scalar.Tag.Value, scalar.Value)
                ?? throw new YamlProblem(line, $"the tag {scalar.Tag.Value} does not fit \"{scalar.Value}\"");
        return Remember(scalar, new YamlScalar(kind, scalar.Value, line));
    }

    private static YamlKind KindWithoutTag(Scalar scalar) =>
        scalar.Style == ScalarStyle.Plain ? YamlScalars.KindOf(scalar.Value) : YamlKind.Text;

    private YamlList ReadList(SequenceStart start, int depth)
    {
        Skip();
        RequireTag(start, start.Tag, "seq");
        var list = Remember(start, new YamlList(LineOf(start)));
        while (Peek() is not SequenceEnd)
            list.Items.Add(ReadNode(depth + 1));
        Skip();
        return list;
    }

    private YamlMap ReadMap(MappingStart start, int depth)
    {
        Skip();
        RequireTag(start, start.Tag, "map");
        var map = Remember(start, new YamlMap(LineOf(start)));
        while (Peek() is not MappingEnd)
            map.Entries.Add((ReadNode(depth + 1), ReadNode(depth + 1)));
        Skip();
        return map;
    }

    private static void RequireTag(ParsingEvent start, TagName tag, string name)
    {
        if (!tag.IsEmpty && !tag.IsNonSpecific && tag.Value != YamlScalars.TagPrefix + name)
            throw new YamlProblem(LineOf(start), $"the tag {tag.Value} is not known here");
    }

    private T Remember<T>(NodeEvent node, T value)
        where T : YamlValue
    {
        if (!node.Anchor.IsEmpty && !_anchors.TryAdd(node.Anchor.Value, value))
            throw new YamlProblem(LineOf(node), $"the anchor &{node.Anchor.Value} is there twice");
        return value;
    }

    private ParsingEvent Peek()
    {
        if (_parser.Current is null)
            Skip();
        return _parser.Current!;
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        var current = Peek();
        if (current is not T)
            throw new YamlProblem(LineOf(current), "the document does not end here as it should");
        Skip();
    }

    private void Skip()
    {
        try
        {
            _parser.MoveNext();
        }
        catch (YamlException ex)
        {
            throw Refuse(ex);
        }
        catch (InvalidOperationException ex)
        {
            // The parser's own state breaks on some brackets that are left open.
            throw new YamlProblem(_lines.Length, "this is no YAML: something is left open", ex);
        }
    }

    private YamlProblem Refuse(YamlException error)
    {
        var line = (int)Math.Clamp(error.Start.Line, 1, _lines.Length);
        var cause = error.InnerException?.Message ?? error.Message;
        return new YamlProblem(
            line,
            cause.TrimEnd('.') is { Length: > 0 } said
                ? $"this is no YAML: {char.ToLowerInvariant(said[0])}{said[1..]}"
                : "this is no YAML"
        );
    }

    private static int LineOf(ParsingEvent part) => (int)part.Start.Line;
}
