using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;

namespace BerryAIGen.Library.Compatibility.Health;

/// <summary>What came of one question to a provider.</summary>
/// <param name="Status">Null when there was no answer.</param>
/// <param name="Body">Null when it is no JSON.</param>
/// <param name="Problem">Why there was no answer.</param>
internal sealed record ProviderAnswer(HttpStatusCode? Status, JsonDocument? Body, string? Problem = null) : IDisposable
{
    /// <summary>Where it sends who asks; nobody follows it unasked.</summary>
    public Uri? Location { get; init; }

    /// <summary>Whether it is a page for people.</summary>
    public bool IsPage { get; init; }

    public bool IsSuccess => (int?)Status is >= 200 and < 300;

    public void Dispose() => Body?.Dispose();

    public static async Task<ProviderAnswer> AskAsync(
        HttpClient http,
        ProviderConnection connection,
        ProviderQuestion question,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(question.Patience);
        try
        {
            using var request = new HttpRequestMessage(question.Method, connection.At(question.Path))
            {
                Content = question.Content,
            };
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            if (connection.Key is { } key)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token)
                .ConfigureAwait(false);
            return new ProviderAnswer(
                answer.StatusCode,
                question.ReadsRefusalsAlone && answer.IsSuccessStatusCode
                    ? null
                    : await ReadAsync(answer, question.MostBytes, limit.Token).ConfigureAwait(false)
            )
            {
                Location = answer.Headers.Location,
                IsPage = answer.Content.Headers.ContentType?.MediaType == MediaTypeNames.Text.Html,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProviderAnswer(
                null,
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it did not answer within {question.Patience.TotalSeconds:0} s"
                )
            );
        }
        catch (HttpRequestException failed)
        {
            return new ProviderAnswer(null, null, failed.InnerException?.Message ?? failed.Message);
        }
        catch (IOException failed)
        {
            return new ProviderAnswer(null, null, failed.Message);
        }
    }

    private static async Task<JsonDocument?> ReadAsync(
        HttpResponseMessage answer,
        int mostBytes,
        CancellationToken cancellationToken
    )
    {
        var body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = body.ConfigureAwait(false);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            bytes.Write(buffer.AsSpan(0, read));
            if (bytes.Length > mostBytes)
                return null;
        }

        try
        {
            return JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
        }
        catch (JsonException)
        {
            // No JSON: the status alone counts.
            return null;
        }
    }
}

/// <summary>What is asked.</summary>
/// <param name="Path">Behind the provider's address.</param>
/// <param name="Patience">How long an answer may take.</param>
internal sealed record ProviderQuestion(string Path, TimeSpan Patience)
{
    /// <summary>Sent along; null for a plain question.</summary>
    public HttpContent? Content { get; init; }

    /// <summary>A longer answer is not read. A list of some thousand models is below a megabyte.</summary>
    public int MostBytes { get; init; } = 8 << 20;

    /// <summary>What comes with a success is a file, which nobody here wants.</summary>
    public bool ReadsRefusalsAlone { get; init; }

    public HttpMethod Method => Content is null ? HttpMethod.Get : HttpMethod.Post;
}
