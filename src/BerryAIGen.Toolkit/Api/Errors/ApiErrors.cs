using System.Text.Json;
using BerryAIGen.Library;
using BerryAIGen.Library.Errors;
using BerryAIGen.Toolkit.Api.Site;
using BerryAIGen.Toolkit.Api.Workflows;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace BerryAIGen.Toolkit.Api.Errors;

/// <summary>Turns every failure of a request into the one error body, also what the server itself refuses.</summary>
internal sealed partial class ApiErrors(ILogger<ApiErrors> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext context,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        var (status, failure) = Read(context, exception);
        if (status >= StatusCodes.Status500InternalServerError && exception is not LibraryException)
            Log.Failed(logger, context.Request.Method, context.Request.Path, exception);
        await WriteAsync(context, status, failure);
        return true;
    }

    /// <summary>For answers without a body: an unknown route, a wrong verb, a body that is too long.</summary>
    public static Task WriteStatusAsync(HttpContext context)
    {
        var (path, method) = (context.Request.Path, context.Request.Method);
        var failure = context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => new Failure(
                FailureCode.NotFound,
                $"There is no {path} here; docs/berryaigen-toolkit.md lists what there is."
            ),
            StatusCodes.Status405MethodNotAllowed => new Failure(
                FailureCode.Usage,
                $"{path} does not answer {method}, only {context.Response.Headers.Allow}."
            ),
            StatusCodes.Status415UnsupportedMediaType => WrongType(context),
            StatusCodes.Status413PayloadTooLarge => new Failure(FailureCode.Usage, "The body is too long."),
            StatusCodes.Status400BadRequest when UnreadWords.Find(context) is { } unread => unread,
            var status => new Failure(FailureCode.Failed, $"The request was refused with status {status}."),
        };
        return WriteAsync(context, context.Response.StatusCode, failure);
    }

    public static Task WriteAsync(HttpContext context, int status, Failure failure)
    {
        // Clients of Civitai's API read its own form of errors.
        if (SiteAnswers.Owns(context.Request.Path))
            return SiteAnswers.WriteAsync(context, status, failure.Message);
        if (OrchestratorAnswers.Owns(context.Request.Path))
            return OrchestratorAnswers.WriteAsync(context, status, failure);
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            ErrorDocument.From(failure),
            ApiJson.Readable.ErrorDocument,
            cancellationToken: context.RequestAborted
        );
    }

    private static (int Status, Failure Failure) Read(HttpContext context, Exception exception) =>
        exception switch
        {
            LibraryException known => (ErrorStatus.Of(known.Failure.Code), known.Failure),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (
                StatusCodes.Status413PayloadTooLarge,
                new Failure(FailureCode.Usage, $"The body is too long; {MaxSize(context)} bytes are taken here.")
            ),
            BadHttpRequestException { InnerException: JsonException problem } bad => (
                bad.StatusCode,
                UnreadBody.Of(context, problem)
            ),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } bad => (
                bad.StatusCode,
                WrongType(context)
            ),
            BadHttpRequestException bad => (bad.StatusCode, Unread(context, bad)),
            OperationCanceledException when context.RequestAborted.IsCancellationRequested => (
                StatusCodes.Status499ClientClosedRequest,
                new Failure(FailureCode.Cancelled, "The request was given up.")
            ),
            _ => (
                StatusCodes.Status500InternalServerError,
                new Failure(FailureCode.Failed, "Something went wrong in the server; its log has the details.")
            ),
        };

    private static Failure WrongType(HttpContext context) =>
        new(FailureCode.Usage, $"{context.Request.Path} takes {string.Join(", ", context.TakenTypes())}.");

    // What the server itself throws, for a request that breaks off and the like, is of a type of its own.
    private static Failure Unread(HttpContext context, BadHttpRequestException problem) =>
        UnreadWords.Find(context)
        ?? (problem.GetType() == typeof(BadHttpRequestException) ? UnreadBody.Missing(context) : null)
        ?? new Failure(
            FailureCode.Usage,
            problem.InnerException is { } inner ? $"The body cannot be read: {inner.Message}" : problem.Message
        );

    private static long? MaxSize(HttpContext context) =>
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
        public static partial void Failed(ILogger logger, string method, string path, Exception exception);
    }
}
