using BerryAIGen.IO.Containers;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Downloads.Turns;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Downloads.Recording;

/// <summary>Puts a preview picture beside a model, named by what the bytes are; not getting one is no failure.</summary>
internal sealed class PreviewFetcher(
    DownloadHttp http,
    TransferOptions options,
    TimeProvider time,
    SpeedLimit? limit = null
)
{
    // The model is there already; a person does not wait longer than this for its picture.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private const int MaxBytes = 16 << 20;

    // A1111, ComfyUI, SwarmUI and others look for these names.
    private static readonly string[] Endings = [".png", ".jpeg", ".jpg", ".webp", ".gif", ".avif", ".mp4", ".webm"];

    /// <summary>The picture's path; a picture that is there already stays.</summary>
    /// <param name="filePath">The model.</param>
    /// <param name="address">The picture's.</param>
    /// <param name="isNew">The record of another file was found under this name, so that a picture is another's as well.</param>
    /// <param name="cancellationToken">Stops the fetching; that is no failure either.</param>
    /// <returns>The path, or null and why there is none.</returns>
    public async Task<(string? Path, string? Note)> FetchAsync(
        string filePath,
        Uri address,
        bool isNew,
        CancellationToken cancellationToken
    )
    {
        var stem = Path.Combine(Path.GetDirectoryName(filePath)!, Path.GetFileNameWithoutExtension(filePath));
        if (Existing(stem) is { } existing)
            return isNew ? (null, $"no preview: {existing} belongs to an older file") : (existing, null);
        using var patience = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await FetchAsync(stem, address, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return (
                null,
                cancellationToken.IsCancellationRequested
                    ? "no preview: stopped"
                    : $"no preview: it takes longer than {Longest.TotalSeconds:0} seconds"
            );
        }
        catch (Exception ex)
        {
            return (null, $"no preview: {SafeText.Mask(ex.Message)}");
        }
    }

    private async Task<(string? Path, string? Note)> FetchAsync(
        string stem,
        Uri address,
        CancellationToken cancellationToken
    )
    {
        using var stall = new StallTimer(options.StallTimeout, time);
        var question = new HttpQuestion { Address = address };
        using var answer = await stall
            .WatchAsync(token => new ValueTask<HttpAnswer>(http.GetAsync(question, token)), cancellationToken)
            .ConfigureAwait(false);
        if (answer.Response is not { IsSuccessStatusCode: true } response)
            return (null, $"no preview: {answer.Refusal?.Message ?? $"status {(int?)answer.Response?.StatusCode}"}");
        var bytes = await ReadAsync(response, stall, cancellationToken).ConfigureAwait(false);
        return bytes is null ? (null, $"no preview: it is larger than {MaxBytes >> 20} MiB") : Save(stem, bytes);
    }

    /// <summary>Puts bytes that somebody gave beside a model; a picture that is there already stays.</summary>
    internal static (string? Path, string? Note) SaveBeside(string filePath, byte[] bytes)
    {
        var stem = Path.Combine(Path.GetDirectoryName(filePath)!, Path.GetFileNameWithoutExtension(filePath));
        return Existing(stem) is { } existing ? (existing, $"{existing} is there and stays") : Save(stem, bytes);
    }

    private static (string? Path, string? Note) Save(string stem, byte[] bytes)
    {
        var container = ContainerDetector.Detect(bytes.AsSpan(0, Math.Min(bytes.Length, ContainerDetector.HeadBytes)));
        if (!container.IsMedia() || container.FileExtension() is not { } ending)
            return (null, $"no preview: the answer is {container.Describe()}");
        var path = $"{stem}.preview{ending}";
        AtomicFile.Write(path, bytes);
        return (path, null);
    }

    private static string? Existing(string stem) => NamesFor(stem).FirstOrDefault(File.Exists);

    /// <summary>The names that a preview may have, in the order in which they are looked for.</summary>
    internal static IEnumerable<string> NamesFor(string stem) =>
        Endings.SelectMany(ending => new[] { $"{stem}.preview{ending}", $"{stem}{ending}" });

    private async Task<byte[]?> ReadAsync(
        HttpResponseMessage response,
        StallTimer stall,
        CancellationToken cancellationToken
    )
    {
        if (response.Content.Headers.ContentLength > MaxBytes)
            return null;
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        using var buffer = new MemoryStream();
        var block = new byte[64 << 10];
        int read;
        while (
            (
                read = await stall
                    .WatchAsync(token => stream.ReadAsync(block, token), cancellationToken)
                    .ConfigureAwait(false)
            ) > 0
        )
        {
            buffer.Write(block, 0, read);
            if (limit is not null)
                await limit.PassAsync(read, cancellationToken).ConfigureAwait(false);
            if (buffer.Length > MaxBytes)
                return null;
        }

        return buffer.ToArray();
    }
}
