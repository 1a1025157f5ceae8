using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Sandbox.Faults;

namespace BerryAIGen.Sandbox.Wire;

/// <summary>Puts an answer on the connection, spoilt by the fault of the request when there is one.</summary>
internal static class AnswerWriter
{
    private const byte ControlByte = 0x03;

    public static async Task WriteAsync(HttpContext http, Answer answer)
    {
        var bytes = Bytes(answer, http.ActiveFault());
        var response = http.Response;
        response.StatusCode = answer.Status;
        if (answer.Status != StatusCodes.Status204NoContent)
            response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        // The proxy in front of the routes supplies this where a route set nothing.
        if (response.Headers.CacheControl.Count == 0)
        {
            response.Headers.CacheControl = "max-age=0, private, no-cache";
            response.Headers["X-Handled-By"] = "sandbox";
        }

        if (answer is { Status: 200, Body: not null } && IsKnown(http, bytes))
            return;
        if (answer.Status == StatusCodes.Status204NoContent)
            return;
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static byte[] Bytes(Answer answer, Fault? fault)
    {
        if (answer.Text is { } text)
            return Encoding.UTF8.GetBytes(text);
        AnswerChanger.Apply(fault?.Changes ?? AnswerChanges.None, answer.Body);
        var bytes = Encoding.UTF8.GetBytes(JsonText.Of(answer.Body));
        // The second byte after a colon and a quote is the first one inside a text value.
        if (
            fault?.Changes.HasFlag(AnswerChanges.ControlBytes) == true
            && bytes.AsSpan().IndexOf(":\""u8) is >= 0 and var at
        )
            bytes = [.. bytes[..(at + 2)], ControlByte, .. bytes[(at + 2)..]];
        return fault?.TruncateTo is { } length && length < bytes.Length ? bytes[..length] : bytes;
    }

    // The framework of the real server tags JSON bodies and answers 304 to the tag.
    private static bool IsKnown(HttpContext http, byte[] bytes)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"";
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch != tag)
            return false;
        http.Response.StatusCode = 304;
        return true;
    }
}
