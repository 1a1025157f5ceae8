using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Sandbox.Hosting;
using BerryAIGen.Sandbox.Orchestration;
using BerryAIGen.Sandbox.Requests;

namespace BerryAIGen.Sandbox.Control;

/// <summary>Faults and the log for other processes, under <c>/_sandbox</c> of the site's host.</summary>
internal sealed class ControlEndpoint(FaultBook faults, RequestLog requests, Orchestrator orchestrator)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var control = endpoints.MapGroup(HostMiddleware.ControlPath);
        control.MapPost("/faults", (Delegate)AddAsync);
        control.MapDelete(
            "/faults",
            () =>
            {
                faults.Clear();
                return Results.NoContent();
            }
        );
        control.MapPost("/orchestrator/outcomes", (Delegate)ScriptAsync);
        control.MapPut(
            "/orchestrator/balance",
            (string key, int yellow, int? blue, int? green) =>
            {
                orchestrator.SetBalance(key, yellow, blue ?? 0, green ?? 0);
                return Results.NoContent();
            }
        );
        control.MapPut(
            "/orchestrator/pace",
            (int? stageMilliseconds, string? holdBefore, string? holdStep) =>
            {
                if (stageMilliseconds is { } pause)
                    orchestrator.StageTime = TimeSpan.FromMilliseconds(pause);
                (orchestrator.HoldBefore, orchestrator.HoldStep) = (holdBefore, holdStep);
                return Results.NoContent();
            }
        );
        control.MapGet("/requests", () => Results.Json(requests.All, Form));
        control.MapGet("/requests/unknown", () => Results.Json(requests.Unknown, Form));
        control.MapDelete(
            "/requests",
            () =>
            {
                requests.Clear();
                return Results.NoContent();
            }
        );
    }

    private static Task<IResult> ReadAsync<T>(HttpContext http, string what, Action<T> take) =>
        TryAsync(
            what,
            async () =>
                take(
                    await JsonSerializer.DeserializeAsync<T>(http.Request.Body, Form, http.RequestAborted)
                        ?? throw new JsonException("The body is null.")
                )
        );

    private static async Task<IResult> TryAsync(string what, Func<Task> act)
    {
        try
        {
            await act();
            return Results.NoContent();
        }
        catch (JsonException e)
        {
            return Results.Text($"That is no {what}: {e.Message}", statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private Task<IResult> AddAsync(HttpContext http) => ReadAsync<Fault>(http, "fault", faults.Add);

    private Task<IResult> ScriptAsync(HttpContext http) => ReadAsync<JobOutcome>(http, "outcome", orchestrator.Script);
}
