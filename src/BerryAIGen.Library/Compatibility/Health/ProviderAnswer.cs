using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace BerryAIGen.Library.Compatibility.Health;

/// <summary>What came of one question to a provider.</summary>
/// <param name="Status">Null when there was no answer.</param>
/// <param name="Body">Null when it is no JSON.</param>
/// <param name="Problem">Why there was no answer.</param>
internal sealed record ProviderAnswer(HttpStatusCode? Status, JsonDocument? Body, string? Problem = null) : IDisposable
{
    // A list of some thousand models is below a megabyte.
    private const int MostBytes = 8 << 20;

    public bool IsSuccess => (int?)Status is >= 200 and < 300;

    public void Dispose() => Body?.Dispose();

    public static async Task<ProviderAnswer> AskAsync(
        HttpClient http,
        ProviderConnection connection,
        string path,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, connection.At(path));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            if (connection.Key is { } key)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token)
                .ConfigureAwait(false);
            return new ProviderAnswer(answer.StatusCode, await ReadAsync(answer, limit.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProviderAnswer(
                null,
                null,
                string.Create(CultureInfo.InvariantCulture, $"it did not answer within {patience.TotalSeconds:0} s")
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

    private static async Task<JsonDocument?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = body.ConfigureAwait(false);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            bytes.Write(buffer.AsSpan(0, read));
            if (bytes.Length > MostBytes)
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
