using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Sources.Api;

/// <summary>Asks the API of a source for JSON; what a server in trouble answers is asked for again.</summary>
internal sealed class ApiReader(DownloadHttp http, TransferOptions options, TimeProvider time)
{
    // The listing of a repository of 100,000 files is smaller.
    private const int MaxBytes = 64 << 20;
    private const int Attempts = 4;

    // Somebody waits for this answer; a server that wishes a longer pause is told of instead.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>The answer, refusals included.</summary>
    /// <param name="address">What is asked.</param>
    /// <param name="tokenFor">The bearer token for a hop; null sends none.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="LibraryException">No answer came, the address may not be asked, or the answer is too long.</exception>
    public Task<ApiAnswer> GetAsync(Uri address, Func<Uri, string?> tokenFor, CancellationToken cancellationToken) =>
        GetAsync(new HttpQuestion { Address = address, TokenFor = tokenFor }, cancellationToken);

    /// <summary>The answer to a question for the first byte of a file; of what is handed out, no body is read.</summary>
    /// <exception cref="LibraryException">As for the other.</exception>
    public Task<ApiAnswer> GetHeadAsync(
        Uri address,
        Func<Uri, string?> tokenFor,
        CancellationToken cancellationToken
    ) =>
        GetAsync(
            new HttpQuestion
            {
                Address = address,
                TokenFor = tokenFor,
                From = 0,
                To = 0,
            },
            cancellationToken
        );

    private async Task<ApiAnswer> GetAsync(HttpQuestion question, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            var (answer, failure, wished) = await AskAsync(question, cancellationToken).ConfigureAwait(false);
            if (answer is not null)
                return answer;
            var pause = wished ?? RetryPause.After(failures, options, Random.Shared);
            if (!failure!.IsRetryable || failures >= Math.Min(Attempts, options.MaxAttempts) || pause > LongestPause)
                throw new LibraryException(failure);
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(ApiAnswer? Answer, Failure? Failure, TimeSpan? Pause)> AskAsync(
        HttpQuestion question,
        CancellationToken cancellationToken
    )
    {
        using var stall = new StallTimer(options.StallTimeout, time);
        try
        {
            using var answer = await stall
                .WatchAsync(token => new ValueTask<HttpAnswer>(http.GetAsync(question, token)), cancellationToken)
                .ConfigureAwait(false);
            if (answer.Response is not { } response)
                return (null, answer.Refusal, null);
            if (StatusFailures.IsTransient(response.StatusCode))
                return (
                    null,
                    Later(question.Address, $"it answers status {(int)response.StatusCode}"),
                    RetryPause.Wished(response.Headers.RetryAfter, time.GetUtcNow())
                );
            var body =
                question.From is not null && response.IsSuccessStatusCode
                    ? []
                    : await ReadAsync(response, stall, cancellationToken).ConfigureAwait(false);
            return (AnswerOf(answer.Address, response, body), null, null);
        }
        catch (Exception ex) when (ex is HttpRequestException or IOException or StallException)
        {
            return (null, Later(question.Address, SafeText.Mask(ex.Message.TrimEnd('.'))), null);
        }
    }

    private static async Task<byte[]> ReadAsync(
        HttpResponseMessage response,
        StallTimer stall,
        CancellationToken cancellationToken
    )
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        using var all = new MemoryStream();
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
            all.Write(block, 0, read);
            if (all.Length > MaxBytes)
                throw new LibraryException(
                    FailureCode.Failed,
                    $"The answer of {response.RequestMessage?.RequestUri?.Host} is longer than {MaxBytes >> 20} MiB and was not read."
                );
        }

        return all.ToArray();
    }

    private static ApiAnswer AnswerOf(Uri address, HttpResponseMessage response, byte[] body) =>
        new(address, response.StatusCode, JsonOf(body))
        {
            Text = Encoding.UTF8.GetString(body),
            Headers = response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(
                    header => header.Key,
                    header => string.Join(", ", header.Value),
                    StringComparer.OrdinalIgnoreCase
                ),
        };

    private static JsonNode? JsonOf(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null; // A page or plain text; the caller says what it means.
        }
    }

    private static Failure Later(Uri address, string why) =>
        new(FailureCode.Network, $"{address.Host} cannot be asked: {why}. Try again later.", IsRetryable: true);
}
