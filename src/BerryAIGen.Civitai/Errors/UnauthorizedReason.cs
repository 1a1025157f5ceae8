namespace BerryAIGen.Civitai.Errors;

/// <summary>Why Civitai wants to know, or does not like, who asks.</summary>
public enum UnauthorizedReason
{
    /// <summary>The route or filter needs a key and none is configured.</summary>
    KeyMissing,

    /// <summary>The creator lets only signed-in people download, and no key is configured.</summary>
    LoginRequired,

    /// <summary>The configured key is wrong, expired or revoked.</summary>
    KeyRefused,

    /// <summary>The key is good, or it could not be checked, but its owner may not do this.</summary>
    NotAllowed,
}
