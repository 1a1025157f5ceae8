using System.CommandLine;
using System.Net;
using BerryAIGen.Civitai;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Library;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Errors;
using BerryAIGen.Library.Sources.Civitai;

namespace BerryAIGen.Cli.Output;

/// <summary>The end of a run that threw: one sentence on stderr, the document on stdout, the exit code.</summary>
internal static class ErrorReport
{
    public static int Write(Exception error, ParseResult parsed, CancellationToken stop)
    {
        var failure = error is NoPlaceException ? NoPlace(parsed) : ToFailure(error, stop);
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

        return ExitCodes.Of(failure.Code);
    }

    // Only a way that the command has is a way out.
    private static Failure NoPlace(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var options = command.Options.Select(option => option.Name).Where(name => name is "--to" or "--root").ToArray();
        var way =
            options.Length > 0
                ? $"name one with {string.Join(" or ", options)}"
                : $"name one ('berry {command.Name} {command.Arguments.Select(argument => argument.Name.ToUpperInvariant()).FirstOrDefault()}')";
        return new(FailureCode.Usage, NoPlaceException.Sentence(way));
    }

    private static Failure ToFailure(Exception error, CancellationToken stop) =>
        error switch
        {
            LibraryException known => known.Failure,
            CivitaiRequestException refused => OfCivitai(refused),
            OperationCanceledException when stop.IsCancellationRequested => new(
                FailureCode.Cancelled,
                "Stopped; run the same command again to go on."
            ),
            FileNotFoundException or DirectoryNotFoundException => new(FailureCode.NotFound, error.Message),
            UnauthorizedAccessException or IOException => new(FailureCode.Disk, error.Message),
            _ => new(FailureCode.Failed, $"{error.Message} Run it again with --verbose for the details."),
        };

    // The commands of "berry civitai" promise one exit code per status; a rule of ours has no status.
    private static Failure OfCivitai(CivitaiRequestException refused)
    {
        var failure = CivitaiFailures.From(refused);
        return refused is CivitaiUnavailableException || refused.StatusCode is null
            ? failure
            : failure with
            {
                Code = CodeOf(refused.StatusCode.Value),
            };
    }

    private static FailureCode CodeOf(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.NotFound => FailureCode.NotFound,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => FailureCode.Auth,
            >= HttpStatusCode.InternalServerError => FailureCode.Network,
            _ => FailureCode.Failed,
        };
}
