using System.Net.Http.Headers;

namespace BerryAIGen.Library.Network;

/// <summary>One GET and what it may say to each host on its way.</summary>
internal sealed record HttpQuestion
{
    internal required Uri Address { get; init; }

    /// <summary>Ask for the bytes from here on; null asks for the whole file.</summary>
    internal long? From { get; init; }

    /// <summary>The last byte to ask for when <see cref="From"/> is set; null asks for all that follows.</summary>
    internal long? To { get; init; }

    /// <summary>The validator to send as If-Range to this hop; null sends none.</summary>
    internal Func<Uri, RangeConditionHeaderValue?> ConditionFor { get; init; } = static _ => null;

    /// <summary>Why a redirect to this address is not followed although any question might be; null when it is.</summary>
    internal Func<Uri, Failure?> RefuseHop { get; init; } = static _ => null;

    /// <summary>The bearer token for this hop; null sends none.</summary>
    internal Func<Uri, string?> TokenFor { get; init; } = static _ => null;
}
