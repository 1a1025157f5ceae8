using BerryAIGen.Library;

namespace BerryAIGen.Toolkit.Api;

internal static class KnownArguments
{
    /// <summary>Refuses arguments of the address that the route has not.</summary>
    /// <exception cref="LibraryException">There is one; the message names it and those that there are.</exception>
    public static void RequireKnownArguments(this HttpContext http, params string[] known)
    {
        var strange = http.Request.Query.Keys.FirstOrDefault(key =>
            !known.Contains(key, StringComparer.OrdinalIgnoreCase)
        );
        if (strange is not null)
            throw new LibraryException(
                FailureCode.Usage,
                $"There is no argument \"{strange}\" here; there are {string.Join(", ", known)}."
            );
    }
}
