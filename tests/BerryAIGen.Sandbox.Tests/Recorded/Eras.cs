using System.Text.Json;
using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests.Recorded;

/// <summary>What is known about the age of the recorded answers and about members that came and went.</summary>
/// <param name="Opaque">Places whose content nobody decides but the uploader.</param>
/// <param name="Recordings">Every recorded answer: its route and its year.</param>
/// <param name="Changes">What differs between the years.</param>
internal sealed record Eras(
    IReadOnlyList<string> Opaque,
    IReadOnlyList<Recording> Recordings,
    IReadOnlyList<EraChange> Changes
)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static Eras All { get; } = Load();

    /// <summary>The change that explains a difference, or null.</summary>
    public EraChange? Explain(string kind, string path, Recording recording) =>
        Changes.FirstOrDefault(change => change.Explains(kind, path, recording));

    private static Eras Load()
    {
        var path = Path.Combine(RepositoryRoot.Path, "tests", "BerryAIGen.Sandbox.Tests", "Data", "eras.json");
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize<Eras>(file, Options) ?? throw new InvalidDataException($"{path} is empty.");
    }
}

/// <summary>A recorded answer.</summary>
/// <param name="File">Name of the file in the open cases.</param>
/// <param name="Route">Which route's shape it has.</param>
/// <param name="At">Where in that route's answer it belongs; empty: it is the whole answer.</param>
/// <param name="Year">When it was recorded.</param>
internal sealed record Recording(string File, string Route, string At, int Year);

/// <summary>A difference between the recorded years and today that is known and wanted.</summary>
/// <param name="Kind">gone: recorded, not sent any more; new: sent, not yet recorded; type: another JSON type.</param>
/// <param name="Paths">Ends of the members' paths.</param>
/// <param name="Before">Only recordings before this year; null: any.</param>
/// <param name="File">Only recordings whose name begins so; null: any.</param>
/// <param name="Reason">Why, and where that is known from.</param>
internal sealed record EraChange(string Kind, IReadOnlyList<string> Paths, int? Before, string? File, string Reason)
{
    public bool Explains(string kind, string path, Recording recording) =>
        kind == Kind
        && (Before is null || recording.Year < Before)
        && (File is null || recording.File.StartsWith(File, StringComparison.Ordinal))
        && Paths.Any(end => IsAtOrBelow(path, end));

    private static bool IsAtOrBelow(string path, string end) =>
        $".{path}.".Contains($".{end}.", StringComparison.Ordinal);
}
