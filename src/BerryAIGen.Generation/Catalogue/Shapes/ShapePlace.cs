using System.Text.Json;

namespace BerryAIGen.Generation.Catalogue.Shapes;

/// <summary>A place in a file of definitions, in the words of JSON paths: <c>$.forms[0].show[2]</c>.</summary>
internal readonly record struct ShapePlace(string Path)
{
    private const string Top = "$";

    public static ShapePlace Root { get; } = new(Top);

    public ShapePlace this[string name] =>
        new(name.AsSpan().ContainsAny(".[]' ") ? $"{Path}['{name}']" : $"{Path}.{name}");

    public ShapePlace this[int index] =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path}[{index}]"));

    /// <summary>The refusal of the file, which names the place; whoever loads it adds the line.</summary>
    /// <param name="what">The rest of the sentence, with the mend: <c>is there twice; take one out.</c></param>
    public JsonException Wrong(string what) =>
        new($"\"{Path.AsSpan(Top.Length).TrimStart('.')}\" {what}", Path, null, null);
}
