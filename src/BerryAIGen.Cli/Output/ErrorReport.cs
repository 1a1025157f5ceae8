using System.CommandLine;
using System.Net;
using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Library;

namespace BerryAIGen.Cli.Output;

/// <summary>The end of a run that threw: one sentence on stderr, the document on stdout, the exit code.</summary>
internal static class ErrorReport
{
    public static int Write(Exception error, ParseResult parsed, CancellationToken stop)
    {
        var failure = ToFailure(error, stop);
        StandardOutput.Message($"berry: {failure.Message}");
        StandardOutput.Steps(failure);

        if (parsed.GetValue(BerryRootCommand.Verbose))
        {
            StandardOutput.Message(error.ToString());
        }

        if (parsed.GetValue(BerryRootCommand.Json))
        {
            StandardOutput.Json(ErrorDocument.From(failure), BerryJson.Default.ErrorDocument);
        }

        return FailureClass.Of(failure.Code).ExitCode;
    }

    private static Failure ToFailure(Exception error, CancellationToken stop) =>
        error switch
        {
            LibraryException known => known.Failure,
            CivitaiUnavailableException down => new(FailureCode.Network, down.Message, IsRetryable: true),
            CivitaiRequestException refused => new(CodeOf(refused.StatusCode), refused.Message),
            OperationCanceledException when stop.IsCancellationRequested => new(
                FailureCode.Cancelled,
                "Stopped; run the same command again to go on."
            ),
            FileNotFoundException or DirectoryNotFoundException => new(FailureCode.NotFound, error.Message),
            UnauthorizedAccessException or IOException => new(FailureCode.Disk, error.Message),
            _ => new(FailureCode.Failed, $"{error.Message} Run it again with --verbose for the details."),
        };

    private static FailureCode CodeOf(HttpStatusCode? status) =>
        status switch
        {
            HttpStatusCode.NotFound => FailureCode.NotFound,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => FailureCode.Auth,
            null or >= HttpStatusCode.InternalServerError => FailureCode.Network,
            _ => FailureCode.Failed,
        };
}
