namespace BerryAIGen.Sandbox.Faults;

/// <summary>Answers of the real world that no route of its own sends.</summary>
public enum CannedAnswer
{
    /// <summary>The site's login page as HTML with 200.</summary>
    LoginPage,

    /// <summary>"We're adjusting a few things, be back in a few minutes" as HTML with 200.</summary>
    MaintenancePage,

    /// <summary>The same with 503.</summary>
    MaintenanceUnavailable,

    /// <summary>Cloudflare's 502 page.</summary>
    Cloudflare502,

    /// <summary>Cloudflare's 520 page.</summary>
    Cloudflare520,

    /// <summary>403 with the plain text <c>error code: 1010</c>.</summary>
    ErrorCode1010,

    /// <summary>500 with a JSON body of 5 MB.</summary>
    HugeError,

    /// <summary>451 of a blocked region.</summary>
    RegionBlocked,

    /// <summary>429 of the limiter of articles and collections.</summary>
    RateLimited,

    /// <summary>429 of the download quota, without Retry-After.</summary>
    DownloadQuota,

    /// <summary>503 with Retry-After: 2.</summary>
    Overloaded,
}
