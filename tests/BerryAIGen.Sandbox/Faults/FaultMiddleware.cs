using BerryAIGen.Sandbox.Hosting;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Faults;

/// <summary>Lets a request meet its fault before, instead of or while the route answers.</summary>
internal sealed class FaultMiddleware(FaultBook faults, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var isControl = http.Request.Path.StartsWithSegments(HostMiddleware.ControlPath);
        var fault = isControl ? null : faults.Take(http.HostName(), http.Request);
        if (fault is null)
        {
            await next(http);
            return;
        }

        http.Activate(fault);
        if (fault.DelayMilliseconds > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMilliseconds), time, http.RequestAborted);
        if (fault.CutAfter == 0)
            http.Abort();
        else if (fault.StallAfter == 0)
            await Task.Delay(Timeout.InfiniteTimeSpan, time, http.RequestAborted);
        else
            await Answer(http, fault, next);
    }

    private async Task Answer(HttpContext http, Fault fault, RequestDelegate next)
    {
        var body = http.Response.Body;
        http.Response.Body = new FaultyStream(body, fault, http, time);
        try
        {
            if (InsteadOf(http, fault) is { } answer)
                await AnswerWriter.WriteAsync(http, answer);
            else
                await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }
    }

    private static Answer? InsteadOf(HttpContext http, Fault fault)
    {
        var answer = fault switch
        {
            { Canned: { } canned } => CannedAnswers.Of(canned),
            { RedirectLoop: true } => Wire.Answer.Redirect(307, OwnAddress(http)),
            { RedirectTo: { } address } => Wire.Answer.Redirect(307, address),
            { Status: { } status } => Failed(status, fault),
            _ => null,
        };
        if (answer is not null && fault.RetryAfter is { } pause)
            answer.With("Retry-After", pause);
        return answer;
    }

    private static string OwnAddress(HttpContext http) =>
        $"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}{http.Request.QueryString}";

    private static Answer Failed(int status, Fault fault)
    {
        if (fault.Body is { } body)
            return Wire.Answer.Plain(status, body) with { ContentType = fault.ContentType };
        return status switch
        {
            416 => Wire.Answer.Empty(416).With("Content-Range", "bytes */*"),
            429 => Wire.Answer.Error(429, "Rate limit exceeded, please retry shortly."),
            >= 500 => Wire.Answer.Unexpected("The sandbox was told to fail.", status),
            _ => Wire.Answer.Error(status, "Refused by the sandbox"),
        };
    }
}
