using System.Buffers.Text;
using System.Text.RegularExpressions;
using BerryAIGen.Generation.Orchestrators.Own.Workers;
using BerryAIGen.Library;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Generation.Orchestrators.Own;

/// <summary>
/// Brings in what steps work on: from an address on the public internet, a data URL or base64. What the bytes are is seen
/// from the bytes, whatever anybody says.
/// </summary>
public static partial class MediaIntake
{
    /// <summary>How the names of files begin that somebody else made.</summary>
    internal const string Prefix = "in-";

    private const int HeadBytes = 64;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Whether a text has the form of a blob's id; no base64 of a picture has.</summary>
    public static bool IsBlobId(string text) => BlobId().IsMatch(text);

    /// <summary>Writes it into the folder under a name of ours.</summary>
    /// <param name="library">Asks for addresses; none on a private network is asked.</param>
    /// <param name="source">An http or https address, a data URL, or base64.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="most">The longest file that is taken, in bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">It cannot be had, is too long, or is no picture, video or sound.</exception>
    public static async Task<MediaFile> FetchAsync(
        BerryLibrary library,
        string source,
        string folder,
        long most,
        CancellationToken cancellationToken
    )
    {
        var path = Path.Combine(folder, $"{Prefix}{Guid.NewGuid():N}");
        if (
            Uri.TryCreate(source, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        )
            await AskAsync(library, address, path, most, cancellationToken).ConfigureAwait(false);
        else
            await File.WriteAllBytesAsync(path, Decode(source, most), cancellationToken).ConfigureAwait(false);
        return await NameAsync(path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a file the ending of what it is.</summary>
    /// <exception cref="LibraryException">It is no picture, video or sound that is taken here.</exception>
    public static async Task<MediaFile> NameAsync(string path, CancellationToken cancellationToken)
    {
        var kind = await KindOfAsync(path, cancellationToken).ConfigureAwait(false);
        if (kind is null)
            throw new LibraryException(
                FailureCode.Verification,
                $"The file is none of {string.Join(", ", MediaKind.Taken.Select(one => one.MediaType))}."
            );
        File.Move(path, path + kind.Ending);
        return new MediaFile(path + kind.Ending, kind);
    }

    /// <summary>Copies a body into a file, as long as it is not too long.</summary>
    /// <exception cref="LibraryException">It is.</exception>
    public static async Task CopyAsync(Stream from, string path, long most, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.CreateNew);
        await using (file.ConfigureAwait(false))
        {
            var buffer = new byte[81920];
            for (var total = 0L; ; )
            {
                var read = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return;
                if ((total += read) > most)
                    throw TooLong(most);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<MediaKind?> KindOfAsync(string path, CancellationToken cancellationToken)
    {
        var head = new byte[HeadBytes];
        var file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            var read = await file.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            return MediaKind.Of(head.AsSpan(0, read));
        }
    }

    private static async Task AskAsync(
        BerryLibrary library,
        Uri address,
        string path,
        long most,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            using var answer = await library
                .OutsideHttp.GetAsync(new HttpQuestion { Address = address }, limit.Token)
                .ConfigureAwait(false);
            if (answer.Response is not { } response)
                throw new LibraryException(answer.Refusal!);
            if (!response.IsSuccessStatusCode)
                throw new LibraryException(
                    FailureCode.Network,
                    $"{SafeText.Address(address)} answered {(int)response.StatusCode}."
                );
            if (response.Content.Headers.ContentLength > most)
                throw TooLong(most);
            var body = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
                await CopyAsync(body, path, most, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LibraryException(
                new Failure(
                    FailureCode.Network,
                    $"{SafeText.Address(address)} was not there within {Longest.TotalSeconds:0} seconds.",
                    IsRetryable: true
                )
            );
        }
        catch (Exception problem)
            when (problem is HttpRequestException or IOException && DiskTrouble.Find(problem) is null)
        {
            throw new LibraryException(
                new Failure(
                    FailureCode.Network,
                    $"{SafeText.Address(address)} cannot be had: {SafeText.Mask(problem.Message)}",
                    IsRetryable: true
                )
            );
        }
    }

    /// <summary>The bytes of a data URL, or of base64.</summary>
    /// <exception cref="LibraryException">It is neither, or too long.</exception>
    public static byte[] Decode(string source, long most)
    {
        var text = source.AsSpan();
        if (source.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            var comma = source.IndexOf(',', StringComparison.Ordinal);
            if (comma < 0 || !source[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
                throw new LibraryException(
                    FailureCode.Usage,
                    "A data URL has to be of base64: data:image/png;base64,…."
                );
            text = text[(comma + 1)..];
        }

        if (text.Length / 4 * 3L > most)
            throw TooLong(most);
        if (text.Length == 0 || !Base64.IsValid(text))
            throw new LibraryException(
                FailureCode.Usage,
                "A picture, video or sound is an http or https address, a data URL, base64, or the id of a blob."
            );
        return Convert.FromBase64String(text.ToString());
    }

    [GeneratedRegex(@"\A[0-9a-f]{32}\.[a-z0-9]{1,10}\z", RegexOptions.CultureInvariant)]
    private static partial Regex BlobId();

    private static FileTooLongException TooLong(long most) => new(most);
}

/// <summary>A file is longer than this server takes.</summary>
/// <param name="most">How long one may be, in bytes.</param>
public sealed class FileTooLongException(long most)
    : LibraryException(
        FailureCode.Usage,
        $"The file is longer than {most >> 20} MiB, which is the most that is taken."
    );
