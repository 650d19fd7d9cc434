FLASK_APP=app.portal:create_app
