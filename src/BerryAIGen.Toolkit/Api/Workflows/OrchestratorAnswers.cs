using System.Text.Json.Nodes;
using BerryAIGen.Database.Workflows;
using BerryAIGen.Generation.Orchestrators.Own;
using BerryAIGen.Library;
using Microsoft.AspNetCore.Diagnostics;

namespace BerryAIGen.Toolkit.Api.Workflows;

/// <summary>Answers in the forms of Civitai's orchestrator: what its clients read, not what the rest of this server sends.</summary>
internal static class OrchestratorAnswers
{
    private const string Json = "application/json; charset=utf-8";
    private const string Problem = "application/problem+json; charset=utf-8";

    /// <summary>Whether an address is one of that contract.</summary>
    public static bool Owns(PathString path) => path.StartsWithSegments("/v2");

    public static IResult Ok(JsonNode body, int status = StatusCodes.Status200OK) =>
        Results.Text(body.ToJsonString(), Json, statusCode: status);

    public static IResult NotFound(string what) => Refuse(StatusCodes.Status404NotFound, what);

    public static IResult MissingWorkflow(string id, string? step = null) =>
        NotFound(
            step is null
                ? $"There is no workflow {id} of yours."
                : $"There is no step {step} in a workflow {id} of yours."
        );

    public static IResult Refuse(int status, string detail) =>
        Results.Text(ProblemOf(status, detail, null).ToJsonString(), Problem, statusCode: status);

    /// <summary>For what fails before or outside of its endpoints, and for what they throw.</summary>
    public static Task WriteAsync(HttpContext context, int status, Failure failure)
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (error is QueueFullException)
        {
            status = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "5";
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = Problem;
        var body = ProblemOf(status, failure.Message, (error as WorkflowRefusedException)?.Errors);
        body["instance"] = context.Request.Path.Value;
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }

    private static JsonObject ProblemOf(
        int status,
        string detail,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? errors
    )
    {
        var body = new JsonObject
        {
            ["type"] = "about:blank",
            ["title"] = errors is null ? TitleOf(status) : "One or more validation errors occurred.",
            ["status"] = status,
            ["detail"] = detail,
        };
        if (errors is not null)
            body["errors"] = new JsonObject(
                errors.Select(row =>
                    KeyValuePair.Create(
                        row.Key,
                        (JsonNode?)new JsonArray([.. row.Value.Select(text => (JsonNode)text)])
                    )
                )
            );
        return body;
    }

    private static string TitleOf(int status) =>
        Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}
