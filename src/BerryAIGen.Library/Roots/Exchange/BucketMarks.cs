using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Library.Sources.S3;

namespace BerryAIGen.Library.Roots.Exchange;

/// <summary>
/// The index of a bucket: beside each file an empty object whose name tells the file's SHA-256, so that one listing tells
/// all of them. A mark counts only for the state of the object that it was made for, and nobody loses another one's mark
/// by writing his own.
/// </summary>
internal static class BucketMarks
{
    // ".berry/sha256/<sha256>/<state>/<path>", in the folder where a root's record lies.
    private const string Folder = ".berry/sha256/";
    private const int HashDigits = 64;
    private const int StateDigits = 16;
    private const int PathStart = HashDigits + 1 + StateDigits + 1;

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
    private const int MaxKeyBytes = 1024;

    /// <summary>The mark's name below the root; null where it would be too long for a key.</summary>
    public static string? Of(RootFile file, string sha256, string prefix)
    {
        var name = $"{Folder}{sha256}/{StateOf(file)}/{file.Path}";
        return Encoding.UTF8.GetByteCount(prefix + name) <= MaxKeyBytes ? name : null;
    }

    /// <summary>The files of a listing with the hashes that its marks tell.</summary>
    /// <param name="listed">Every object below the root: its name there, its length and its tag.</param>
    public static IReadOnlyList<RootFile> Read(IEnumerable<(string Name, long SizeBytes, string Tag)> listed)
    {
        Dictionary<(string Path, string State), string?> told = [];
        List<RootFile> files = [];
        foreach (var (name, size, tag) in listed)
        {
            if (!name.StartsWith(Folder, StringComparison.Ordinal))
                files.Add(new RootFile(name, size) { Tag = tag });
            else if (Parse(name[Folder.Length..]) is { } mark)
                // Two marks that differ: one of them is wrong, and nobody knows which.
                told[mark.Key] = told.TryGetValue(mark.Key, out var other) && other != mark.Sha256 ? null : mark.Sha256;
        }

        return [.. files.Select(file => file with { Sha256 = told.GetValueOrDefault((file.Path, StateOf(file))) })];
    }

    private static ((string Path, string State) Key, string Sha256)? Parse(string mark) =>
        mark.Length > PathStart
        && mark[HashDigits] == '/'
        && mark[PathStart - 1] == '/'
        && S3Head.Sha256In(mark[..HashDigits]) is { } sha256
            ? ((mark[PathStart..], mark[(HashDigits + 1)..(PathStart - 1)]), sha256)
            : null;

    private static string StateOf(RootFile file)
    {
        var state = string.Create(CultureInfo.InvariantCulture, $"{file.Tag?.Trim('"')} {file.SizeBytes}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)))[..StateDigits];
    }
}
