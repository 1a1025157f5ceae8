using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BerryAIGen.IO;
using BerryAIGen.IO.Hashing;

namespace BerryAIGen.Library.Compatibility.Health;

/// <summary>Gives a GGUF file to Ollama by its API: the bytes as a blob under their hash, then a model made of it.</summary>
public sealed partial class OllamaImport(ProviderHttp http)
{
    // Ollama answers once it has read the file through; a large one takes minutes.
    private static readonly TimeSpan Creating = TimeSpan.FromMinutes(30);

    /// <param name="connection">Where Ollama is.</param>
    /// <param name="path">The file.</param>
    /// <param name="name">What the model is to be called there.</param>
    /// <param name="progress">Gets 0 to 1 of the bytes read and sent.</param>
    /// <param name="cancellationToken">Gives up; Ollama drops a blob that did not arrive whole.</param>
    /// <returns>The file's SHA-256.</returns>
    /// <exception cref="LibraryException">The file is not whole, or Ollama refuses it.</exception>
    public async Task<string> ImportAsync(
        ProviderConnection connection,
        string path,
        string name,
        IProgress<double> progress,
        CancellationToken cancellationToken
    )
    {
        CheckName(name);
        if (ShardName.TryParse(Path.GetFileName(path)) is not null)
            throw new LibraryException(
                FailureCode.Usage,
                $"{path} is one part of a divided model, which Ollama does not take; join the parts first."
            );
        var client = http.For(connection.Address);
        var hash = await HashAsync(path, progress, cancellationToken).ConfigureAwait(false);
        var blob = connection.At($"/api/blobs/sha256:{hash}");
        try
        {
            if (!await HasAsync(client, connection, blob, cancellationToken).ConfigureAwait(false))
                await SendAsync(client, connection, blob, path, progress, cancellationToken).ConfigureAwait(false);
            await CreateAsync(client, connection, path, name, hash, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException failed)
        {
            throw new LibraryException(
                FailureCode.Network,
                $"Ollama at {connection.Address} did not take {path}: {failed.InnerException?.Message ?? failed.Message}",
                failed
            );
        }

        return hash;
    }

    /// <summary>What a model may be called there: <c>name</c>, <c>name:tag</c>, <c>owner/name:tag</c>.</summary>
    /// <exception cref="LibraryException">The name is none.</exception>
    public static void CheckName(string name)
    {
        if (!Name().IsMatch(name))
            throw new LibraryException(
                FailureCode.Usage,
                $"\"{name}\" is no name of a model in Ollama; letters, digits, dots, hyphens and one colon before a tag are."
            );
    }

    /// <summary>A name for a model of the library.</summary>
    public static string NameFor(string id)
    {
        var name = Other().Replace(id.ToLower(CultureInfo.InvariantCulture), "-").Trim('-', '.', '_');
        return name.Length == 0 ? "model" : name[..Math.Min(name.Length, 80)];
    }

    private static async Task<string> HashAsync(
        string path,
        IProgress<double> progress,
        CancellationToken cancellationToken
    )
    {
        var file = OpenFile(path);
        await using var closing = file.ConfigureAwait(false);
        using var hasher = new FileHasher(HashKinds.Sha256);
        var buffer = new byte[1 << 20];
        int read;
        while ((read = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            hasher.Append(buffer.AsSpan(0, read));
            progress.Report(file.Position / (double)file.Length / 2);
        }

        return hasher.Finish().Sha256!;
    }

    private static async Task<bool> HasAsync(
        HttpClient client,
        ProviderConnection connection,
        Uri blob,
        CancellationToken cancellationToken
    )
    {
        using var request = Request(HttpMethod.Head, blob, connection);
        using var answer = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private static async Task SendAsync(
        HttpClient client,
        ProviderConnection connection,
        Uri blob,
        string path,
        IProgress<double> progress,
        CancellationToken cancellationToken
    )
    {
        var file = OpenFile(path);
        await using var closing = file.ConfigureAwait(false);
        using var request = Request(HttpMethod.Post, blob, connection);
        request.Content = new StreamContent(
            new CountingStream(file, sent => progress.Report(0.5 + (sent / (double)Math.Max(1, file.Length) / 2))),
            1 << 20
        );
        request.Content.Headers.ContentLength = file.Length;
        using var answer = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        await CheckAsync(answer, $"the bytes of {path}", cancellationToken).ConfigureAwait(false);
    }

    private static async Task CreateAsync(
        HttpClient client,
        ProviderConnection connection,
        string path,
        string name,
        string hash,
        CancellationToken cancellationToken
    )
    {
        var body = new JsonObject
        {
            ["model"] = name,
            ["files"] = new JsonObject { [Path.GetFileName(path)] = $"sha256:{hash}" },
            ["stream"] = false,
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Creating);
        using var request = Request(HttpMethod.Post, connection.At("/api/create"), connection);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, limit.Token).ConfigureAwait(false);
        await CheckAsync(answer, $"the model \"{name}\"", cancellationToken).ConfigureAwait(false);
    }

    private static async Task CheckAsync(HttpResponseMessage answer, string what, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
            return;
        var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        throw new LibraryException(
            FailureCode.Network,
            $"Ollama refused {what} with status {(int)answer.StatusCode}{(ErrorIn(text) is { } why ? $": {why}" : "")}."
        );
    }

    private static string? ErrorIn(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return HeldModelReader.Text(document.RootElement, "error");
        }
        catch (JsonException)
        {
            // The status has to do.
            return null;
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri address, ProviderConnection connection)
    {
        var request = new HttpRequestMessage(method, address);
        if (connection.Key is { } key)
            request.Headers.Authorization = new("Bearer", key.Reveal());
        return request;
    }

    private static FileStream OpenFile(string path)
    {
        RegularFile.Require(path);
        return new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read | FileShare.Delete,
            bufferSize: 0,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );
    }

    [GeneratedRegex(
        @"^(?:[a-z0-9][a-z0-9._-]{0,79}/)?[a-z0-9][a-z0-9._-]{0,79}(?::[a-z0-9][a-z0-9._-]{0,79})?$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Name();

    [GeneratedRegex("[^a-z0-9._-]+")]
    private static partial Regex Other();
}
