using System.Text.RegularExpressions;

namespace BerryAIGen.Library.Sources.S3;

/// <summary>An object of a bucket, or everything whose key begins so.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Key">Empty for the whole bucket; a <c>/</c> at its end means what lies below.</param>
internal sealed partial record S3Place(string Bucket, string Key)
{
    public const string Scheme = "s3";
    public const string Start = Scheme + "://";

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
    private const int MaxKeyBytes = 1024;
    private const string VersionMark = "?versionId=";

    /// <summary>One state of an object in a bucket that keeps them all; null for the newest.</summary>
    public string? VersionId { get; init; }

    public bool IsPrefix => Key.Length == 0 || Key.EndsWith('/');

    public string Name => ModelFileNames.Last(Key.TrimEnd('/'));

    /// <summary>The address that stands in plans, journals and records; what is asked is signed anew from it each time.</summary>
    public Uri Address => new($"{Start}{Bucket}/{EscapedKey}{Query}");

    public string Query => VersionId is null ? "" : VersionMark + Uri.EscapeDataString(VersionId);

    public string EscapedKey => string.Join('/', Key.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The place of an <see cref="Address"/>.</summary>
    public static S3Place Of(Uri address) =>
        Read(address.AbsoluteUri).Place ?? throw new ArgumentException("An s3 address is expected.", nameof(address));

    /// <summary>The place that a text with <see cref="Start"/> names, or why it names none.</summary>
    public static (S3Place? Place, string? Wrong) Read(string text)
    {
        var rest = text[Start.Length..];
        var mark = rest.LastIndexOf(VersionMark, StringComparison.Ordinal);
        var version = mark < 0 ? null : Uri.UnescapeDataString(rest[(mark + VersionMark.Length)..]);
        var parts = (mark < 0 ? rest : rest[..mark]).Split('/', 2);
        var place = new S3Place(parts[0], parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "")
        {
            VersionId = string.IsNullOrEmpty(version) ? null : version,
        };
        return WrongWith(place) is { } wrong ? (null, wrong) : (place, null);
    }

    private static string? WrongWith(S3Place place) =>
        !BucketName().IsMatch(place.Bucket)
            ? $"\"{place.Bucket}\" is no name of a bucket (3 to 63 lower-case letters, digits, dots and hyphens)"
        : System.Text.Encoding.UTF8.GetByteCount(place.Key) > MaxKeyBytes
            ? $"its key is longer than {MaxKeyBytes} bytes"
        : place.Key.Any(char.IsControl) ? "its key holds a control character"
        // An address cannot hold them: they would name another object.
        : place.Key.Split('/').Any(part => part is "." or "..") ? "its key has . or .. among its folders"
        : null;

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    [GeneratedRegex(@"^[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketName();
}
