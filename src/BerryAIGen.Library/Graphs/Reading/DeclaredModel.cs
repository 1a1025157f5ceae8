using System.Text.Json;
using BerryAIGen.IO.Graphs;

namespace BerryAIGen.Library.Graphs.Reading;

/// <summary>A row of the lists that ComfyUI's templates carry: <c>{"name","url","directory","hash","hash_type"}</c>.</summary>
/// <param name="Name">The file's name.</param>
internal sealed record DeclaredModel(string Name)
{
    /// <summary>Where it is handed out; only of the web.</summary>
    public Uri? Address { get; init; }

    /// <summary>The folder; a workflow may be anybody's, so it is no more than a word.</summary>
    public string? Folder { get; init; }

    /// <summary>Lower-case hex of 8, 10, 12 or 64 digits.</summary>
    public string? Hash { get; init; }

    /// <summary>Whether <see cref="Hash"/> is the SHA-256 of the whole file.</summary>
    public bool IsSha256 { get; init; }

    /// <summary>The rows of a node or of the whole graph.</summary>
    public static IEnumerable<DeclaredModel> ReadAll(JsonElement owner) =>
        owner.Member("models").Items().Select(TryRead).OfType<DeclaredModel>();

    private static DeclaredModel? TryRead(JsonElement row)
    {
        if (
            row.Member("name").Text()?.Trim().Replace('\\', '/') is not { Length: > 0 } name
            || name.Any(char.IsControl)
        )
            return null;
        var hash = HashIn(row.Member("hash").Text());
        var kind = row.Member("hash_type").Text();
        return new DeclaredModel(name)
        {
            Address = WebAddress.TryParse(row.Member("url").Text()),
            Folder = row.Member("directory").Text()?.Trim('/', '\\', ' ') is { Length: > 0 } folder ? folder : null,
            Hash = hash,
            IsSha256 =
                hash?.Length == 64
                && (kind is null || kind.Replace("-", "").Equals("sha256", StringComparison.OrdinalIgnoreCase)),
        };
    }

    private static string? HashIn(string? text)
    {
        var digits = text?.Trim();
        digits = digits?.StartsWith("0x", StringComparison.OrdinalIgnoreCase) == true ? digits[2..] : digits;
        return digits?.Length is 8 or 10 or 12 or 64 && digits.All(char.IsAsciiHexDigit)
            ? digits.ToLowerInvariant()
            : null;
    }
}
