using System.Globalization;
using System.Net;
using BerryAIGen.Civitai.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Answers;
using BerryAIGen.Library.Downloads.Transfers.Failures;
using BerryAIGen.Library.Network;

namespace BerryAIGen.Library.Sources;

/// <summary>Asks an address for its first byte, which tells what a plan wants to know: the size, the name, a refusal.</summary>
/// <remarks>HEAD would be the word for it, but signed addresses are signed for GET and refuse it.</remarks>
internal sealed class FileProbe(DownloadHttp http, TransferOptions options, TimeProvider time)
{
    /// <summary>The file with what the server says of it; a server that refuses or does not answer is its refusal.</summary>
    public async Task<RemoteFile> AskAsync(
        RemoteFile file,
        string? keyVariable,
        Func<Uri, string?> tokenFor,
        CancellationToken cancellationToken
    )
    {
        var question = new HttpQuestion
        {
            Address = file.Address,
            From = 0,
            To = 0,
            TokenFor = tokenFor,
        };
        using var patience = new StallTimer(options.StallTimeout, time);
        try
        {
            using var answer = await patience
                .WatchAsync(token => new ValueTask<HttpAnswer>(http.GetAsync(question, token)), cancellationToken)
                .ConfigureAwait(false);
            if (answer.Response is not { } response)
                return file with { Refusal = answer.Refusal };
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent or EmptyFile))
            {
                var body = await ErrorBody.ReadAsync(response, patience, cancellationToken).ConfigureAwait(false);
                return file with { Refusal = StatusFailures.From(answer, body, Asking(file, keyVariable, tokenFor)) };
            }

            return WithAnswer(file, response);
        }
        catch (Exception ex) when (ex is HttpRequestException or IOException or StallException)
        {
            return file with { Refusal = NoAnswer(file, ex) };
        }
    }

    // A file of no bytes has no first one.
    private const HttpStatusCode EmptyFile = HttpStatusCode.RequestedRangeNotSatisfiable;

    private static RemoteFile WithAnswer(RemoteFile file, HttpResponseMessage response)
    {
        var headers = response.Content.Headers;
        var size = response.StatusCode == HttpStatusCode.OK ? headers.ContentLength : headers.ContentRange?.Length;
        var announced = file.Name is null || file.IsNameGuessed ? ContentDisposition.FindFileName(response) : null;
        return file with { SizeBytes = size ?? file.SizeBytes, Name = announced ?? file.Name };
    }

    // The sentences about a status are those of the transfer, which would get the same answer; nothing is written.
    private static TransferRequest Asking(RemoteFile file, string? keyVariable, Func<Uri, string?> tokenFor) =>
        new()
        {
            Address = file.Address,
            Name = file.Name ?? "the file",
            PartPath = "",
            KeyVariable = keyVariable,
            TokenFor = tokenFor,
        };

    private static Failure NoAnswer(RemoteFile file, Exception problem) =>
        new(
            FailureCode.Network,
            string.Create(
                CultureInfo.InvariantCulture,
                $"No answer from {file.Address.Host} for {file.Name ?? "the file"}: {SafeText.Mask(problem.Message.TrimEnd('.'))}."
            ),
            IsRetryable: true
        );
}
