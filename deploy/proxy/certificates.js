// The certificate that a system has proved to be its own, as the header Client-Cert takes it (RFC 9440); else nothing.

function verified(request) {
    const known = request.variables;
    return known.ssl_client_verify === 'SUCCESS' ? known.ssl_client_raw_cert.replace(/-----[A-Z ]+-----|\s/g, '') : '';
}

export default {verified};
