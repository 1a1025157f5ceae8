using System.Text.RegularExpressions;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library.Sources;

/// <summary>The SHA-256 that a person gave: digits, or a list of checksums as <c>sha256sum</c> and others write it.</summary>
internal sealed partial class GivenChecksum
{
    private const long MaxBytes = 1 << 20;

    private readonly IReadOnlyList<(string? Name, string Digits)> _rows;
    private readonly string _origin;

    private GivenChecksum(string origin, IReadOnlyList<(string? Name, string Digits)> rows) =>
        (_origin, _rows) = (origin, rows);

    /// <summary>Reads digits, a file of this machine, or an https address.</summary>
    /// <exception cref="LibraryException">It is none of them, or holds no SHA-256.</exception>
    public static async Task<GivenChecksum> ReadAsync(
        string text,
        SourceContext context,
        CancellationToken cancellationToken
    )
    {
        if (Digits().IsMatch(text))
            return new GivenChecksum(text, [(null, text.ToLowerInvariant())]);
        var content = text.Contains("://", StringComparison.Ordinal)
            ? await FetchAsync(text, context.Api, cancellationToken).ConfigureAwait(false)
            : Load(Path.GetFullPath(text, context.Options.WorkingFolder), text);
        var rows = content.Split('\n').Select(Read).OfType<(string?, string)>().ToArray();
        return rows.Length > 0
            ? new GivenChecksum(text, rows)
            : throw Wrong($"{text} holds no SHA-256; a line of 64 hex digits and a file name is expected.");
    }

    /// <summary>The file with the promise that was given; a source that promises otherwise is not asked for it.</summary>
    /// <param name="reference">Its own checksum, pasted behind an address, holds as well.</param>
    /// <param name="file">What the source said.</param>
    /// <param name="given">Null when none was given beside the reference.</param>
    /// <exception cref="LibraryException">The list does not name the file.</exception>
    public static RemoteFile Apply(Reference reference, RemoteFile file, GivenChecksum? given)
    {
        var listed = given?.Find(file.Name);
        if (file.Refusal is not null)
            return file;
        return reference.Sha256 is { } pasted && listed is not null && pasted != listed
            ? throw Wrong($"{reference.Text} says SHA-256 {pasted}, --sha256 says {listed}; leave one out.")
            : PinnedHash.Apply(file, reference.Sha256 ?? listed);
    }

    /// <summary>Whether it can stand for several files.</summary>
    public bool IsList => _rows.Count > 1;

    private string Find(string? name)
    {
        if (_rows.Count == 1)
            return _rows[0].Digits;
        var fitting = _rows.FirstOrDefault(row =>
            string.Equals(row.Name?.Split('/', '\\')[^1], name, StringComparison.OrdinalIgnoreCase)
        );
        return fitting.Digits ?? throw Wrong($"{_origin} names no SHA-256 of {name ?? "the file"}.");
    }

    private static string Load(string path, string text)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw Wrong(
                    $"--sha256 takes 64 hex digits, or a checksum file or its address; \"{text}\" is none of them."
                );
            return file.Length <= MaxBytes
                ? File.ReadAllText(path)
                : throw Wrong($"{path} is larger than 1 MiB and no list of checksums.");
        }
        catch (Exception ex) when (DiskFailures.IsDisk(ex))
        {
            throw new LibraryException(FailureCode.Disk, $"{path} cannot be read: {ex.Message}", ex);
        }
    }

    private static async Task<string> FetchAsync(string text, ApiReader api, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
            throw Wrong($"\"{text}\" is not a complete address.");
        var answer = await api.GetAsync(address, static _ => null, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess
            ? answer.Text
            : throw new LibraryException(
                FailureCode.NotFound,
                $"The checksum file at {address.Host} cannot be had (status {(int)answer.Status})."
            );
    }

    // "<digits>  name", "<digits> *name" and "SHA256 (name) = <digits>" are in use.
    private static (string? Name, string Digits)? Read(string line)
    {
        var match = Row().Match(line.Trim());
        return match.Success
            ? (
                match.Groups["name"] is { Success: true } name ? name.Value : null,
                match.Groups["hex"].Value.ToLowerInvariant()
            )
            : null;
    }

    private static LibraryException Wrong(string message) => new(FailureCode.Usage, message);

    [GeneratedRegex("^[0-9a-fA-F]{64}$", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(
        @"^(?:SHA-?256 \((?<name>.+)\) = (?<hex>[0-9a-f]{64})|(?<hex>[0-9a-f]{64})(?:\s+\*?(?<name>.+))?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Row();
}
