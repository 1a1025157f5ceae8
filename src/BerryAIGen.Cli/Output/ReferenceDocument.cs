using System.Text.Json;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Cli.Output;

/// <summary>A reference taken apart; null where a member does not apply.</summary>
internal sealed record ReferenceDocument
{
    public required string Kind { get; init; }

    public int? ModelId { get; init; }

    public int? VersionId { get; init; }

    public int? FileId { get; init; }

    public int? ImageId { get; init; }

    public string? Air { get; init; }

    public string? Repo { get; init; }

    public string? Revision { get; init; }

    public string? Path { get; init; }

    public string? Url { get; init; }

    public string? Hash { get; init; }

    public string? Reason { get; init; }

    public static ReferenceDocument From(Reference reference) =>
        new()
        {
            Kind = reference.Kind.ToString().ToLowerInvariant(),
            ModelId = reference.ModelId,
            VersionId = reference.VersionId,
            FileId = reference.FileId,
            ImageId = reference.ImageId,
            Air = reference.Air,
            Repo = reference.Repository,
            Revision = reference.Revision,
            Path = reference.Path,
            Url = reference.Url?.AbsoluteUri,
            Hash = reference.Hash,
            Reason = reference.Reason,
        };

    /// <summary>The members that apply, for a person.</summary>
    public IEnumerable<(string Name, string Value)> Lines() =>
        JsonSerializer
            .SerializeToElement(this, BerryJson.Default.ReferenceDocument)
            .EnumerateObject()
            .Where(member => member.Value.ValueKind != JsonValueKind.Null)
            .Select(member => (member.Name, member.Value.ToString()));
}
