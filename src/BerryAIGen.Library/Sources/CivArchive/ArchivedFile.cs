using System.Text.Json.Nodes;
using BerryAIGen.Library.Naming;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library.Sources.CivArchive;

/// <summary>A file that the archive has heard of, with its hash and the places that had it.</summary>
/// <param name="Name">Its name, not cleaned.</param>
/// <param name="Sha256">Lower case.</param>
/// <param name="Mirrors">Where it may be had, in the archive's order.</param>
internal sealed record ArchivedFile(string? Name, string Sha256, IReadOnlyList<Uri> Mirrors)
{
    public int? Id { get; init; }

    public string? Type { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>Null for a record without a hash: nobody could tell whether a mirror sends that file.</summary>
    public static ArchivedFile? From(JsonNode? file, Uri archive, IReadOnlyCollection<string> closedHosts)
    {
        var digits = file.Text("sha256") ?? file.Member("hashes").Text("SHA256");
        if (digits is not { Length: 64 } || !digits.All(char.IsAsciiHexDigit))
            return null;
        var mirrors = file.Member("mirrors") as JsonArray ?? [];
        var open = mirrors.Where(mirror =>
            mirror.Text("deletedAt") is null && !mirror.IsTrue("is_gated") && !mirror.IsTrue("is_paid")
        );
        var addresses = open.Select(mirror => mirror.Text("url"))
            .Append(file.Text("downloadUrl"))
            .Select(text => Uri.TryCreate(archive, text, out var address) ? address : null)
            .OfType<Uri>()
            .Where(address => address.Scheme is "https" or "http" && !closedHosts.Contains(address.IdnHost))
            .DistinctBy(address => address.AbsoluteUri);
        var name = file.Text("name") ?? mirrors.Select(mirror => mirror.Text("filename")).FirstOrDefault();
        return new ArchivedFile(FileNames.FindLastComponent(name), digits.ToLowerInvariant(), [.. addresses])
        {
            Id = (int?)file.Number("id"),
            Type = file.Text("type"),
            SizeBytes = file.Fraction("sizeKB") is { } kilobytes and > 0 ? (long)Math.Round(kilobytes * 1024) : null,
        };
    }
}
