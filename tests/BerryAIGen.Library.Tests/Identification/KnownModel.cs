using System.Text.RegularExpressions;
using BerryAIGen.Library.Identification.Tables;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Identification;

/// <summary>Some keys of one real file, and what it is.</summary>
/// <param name="File">The list that it stands in, without its ending.</param>
/// <param name="Heading">What the keys must be taken for.</param>
/// <param name="Table">The keys.</param>
internal sealed partial record KnownModel(string File, string Heading, TensorTable Table)
{
    private static readonly string Folder = Path.Combine(
        RepositoryRoot.Path,
        "tests/BerryAIGen.Library.Tests/Identification/KnownModels"
    );

    /// <summary>All of them, by a name that a failing test shows.</summary>
    public static IReadOnlyDictionary<string, KnownModel> LoadAll() =>
        Directory
            .EnumerateFiles(Folder, "*.txt")
            .Order(StringComparer.Ordinal)
            .SelectMany(Load)
            .ToDictionary(known => $"{known.File}: {known.Heading}");

    /// <summary>Keys of one line each: <c>name [sizes]</c>, or <c>name [sizes] type</c>.</summary>
    public static TensorTable TableOf(params IEnumerable<string> lines) =>
        new() { Tensors = [.. lines.Select(TensorOf)] };

    private static IEnumerable<KnownModel> Load(string path) =>
        System
            .IO.File.ReadAllText(path)
            .Split("\n= ")
            .Skip(1)
            .Select(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(lines => new KnownModel(Path.GetFileNameWithoutExtension(path), lines[0], TableOf(lines[1..])));

    private static TableTensor TensorOf(string line)
    {
        var parts = Line().Match(line);
        parts.Success.ShouldBeTrue($"\"{line}\" is no tensor: name [sizes] type");
        var type = parts.Groups["type"].Value;
        var sizes = parts.Groups["sizes"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new TableTensor(parts.Groups["name"].Value, type == "" ? "F16" : type, [.. sizes.Select(ulong.Parse)]);
    }

    [GeneratedRegex(@"^(?<name>\S+) \[(?<sizes>[\d ]*)\]( (?<type>\w+))?$")]
    private static partial Regex Line();
}
