namespace BerryAIGen.Library.Layouts.ComfyUi;

/// <summary>A value as Python's YAML loader makes it; an alias is the very same object as its anchor.</summary>
/// <param name="line">Counted from 1.</param>
internal abstract class YamlValue(int line)
{
    public int Line { get; } = line;

    /// <summary>Whether Python takes it for true.</summary>
    public abstract bool IsTruthy { get; }

    /// <summary>What it is, for a message.</summary>
    public abstract string Describe();
}

/// <summary>Keys and values in order; whoever takes an entry out takes it from all who share the map.</summary>
internal sealed class YamlMap(int line) : YamlValue(line)
{
    public List<(YamlValue Key, YamlValue Value)> Entries { get; set; } = [];

    public override bool IsTruthy => Entries.Count > 0;

    /// <summary>Removes the entry of a key and answers its value, null when there is none.</summary>
    public YamlValue? Take(string key)
    {
        var index = Entries.FindIndex(entry =>
            entry.Key is YamlScalar { Kind: YamlKind.Text } text && text.Text == key
        );
        if (index < 0)
            return null;
        var value = Entries[index].Value;
        Entries.RemoveAt(index);
        return value;
    }

    public override string Describe() => "a map";
}

internal sealed class YamlList(int line) : YamlValue(line)
{
    public List<YamlValue> Items { get; } = [];

    public override bool IsTruthy => Items.Count > 0;

    public override string Describe() => "a list";
}

/// <param name="kind">What the text stands for.</param>
/// <param name="text">As written, without quotes.</param>
/// <param name="line">Where it begins.</param>
internal sealed class YamlScalar(YamlKind kind, string text, int line) : YamlValue(line)
{
    public YamlKind Kind { get; } = kind;

    public string Text { get; } = text;

    public override bool IsTruthy =>
        Kind switch
        {
            YamlKind.Null => false,
            YamlKind.Boolean or YamlKind.Integer or YamlKind.Float => YamlScalars.IsTruthy(Kind, Text),
            _ => Text.Length > 0,
        };

    public override string Describe() =>
        Kind switch
        {
            YamlKind.Text => "a text",
            YamlKind.Null => "empty",
            YamlKind.Boolean => $"a yes or no ({Text})",
            YamlKind.Integer or YamlKind.Float => $"a number ({Text})",
            YamlKind.Date => $"a date ({Text})",
            _ => "binary data",
        };
}

internal enum YamlKind
{
    Text,
    Null,
    Boolean,
    Integer,
    Float,
    Date,
    Bytes,

    /// <summary><c>&lt;&lt;</c>: the map behind it is taken into the map it stands in.</summary>
    Merge,

    /// <summary><c>=</c>: a rest of YAML 1.1 that only a key may be.</summary>
    Value,
}
